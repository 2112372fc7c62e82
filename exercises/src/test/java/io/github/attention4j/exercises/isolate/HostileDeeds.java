package io.github.attention4j.exercises.isolate;

import io.github.attention4j.exercises.check.NotDoneYetException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** An answer that does everything an answer should not. */
final class HostileDeeds implements Deeds {

  private final List<Object> kept = new ArrayList<>();

  @Override
  public INDArray twice(INDArray x) {
    return x.muli(2);
  }

  @Override
  public INDArray[] both(INDArray x, INDArray y) {
    return new INDArray[] {x.permute(1, 0), y};
  }

  @Override
  public String text(String question) {
    return question + " \u00e9\u4e2d";
  }

  @Override
  public long number(int count, boolean sign) {
    return sign ? -count : count;
  }

  @Override
  public INDArray notDone() {
    throw new NotDoneYetException("step 1 of 1: behave\u001b[2J");
  }

  @Override
  public INDArray crash() {
    throw new IllegalStateException("no idea\u001b[2J");
  }

  @Override
  public INDArray exit() {
    System.exit(7);
    return null;
  }

  @Override
  public INDArray loop() {
    while (true) {
      Thread.onSpinWait();
    }
  }

  @Override
  public INDArray exhaustHeap() {
    while (true) {
      kept.add(new long[1 << 20]);
    }
  }

  @Override
  public INDArray exhaustArrays() {
    while (true) {
      kept.add(Nd4j.ones(1 << 20));
    }
  }

  @Override
  public INDArray flood() {
    System.out.print("first\u001b[2J");
    String line = "x".repeat(1 << 16);
    for (int i = 0; i < 500; i++) {
      System.out.println(line);
      System.err.println(line);
    }
    return Nd4j.ones(2);
  }

  @Override
  public long processId() {
    Runtime.getRuntime().addShutdownHook(new Thread(this::loop));
    new Thread(this::loop).start();
    return ProcessHandle.current().pid();
  }

  @Override
  public long grandchild() {
    try {
      return new ProcessBuilder("sleep", "300").start().pid();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String environment() {
    return String.join(" ", new TreeSet<>(System.getenv().keySet()));
  }
}
