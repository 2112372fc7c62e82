package io.github.attention4j.exercises.isolate;

import org.nd4j.linalg.api.ndarray.INDArray;

/** A task to be hostile at. */
interface Deeds {

  INDArray twice(INDArray x);

  INDArray[] both(INDArray x, INDArray y);

  String text(String question);

  long number(int count, boolean sign);

  INDArray notDone();

  INDArray crash();

  INDArray exit();

  INDArray loop();

  INDArray exhaustHeap();

  INDArray exhaustArrays();

  INDArray flood();

  long processId();

  long grandchild();

  String environment();
}
