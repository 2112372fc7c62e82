package io.github.attention4j.solutions.lesson07;

import static org.nd4j.linalg.indexing.NDArrayIndex.all;
import static org.nd4j.linalg.indexing.NDArrayIndex.interval;

import io.github.attention4j.solutions.Caught;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.INDArrayIndex;

/** Catalogue of wrong answers: steps 1 and 5, the cells of the picture. */
final class WrongPictures {

  private WrongPictures() {}

  /** Row and column of a cell. */
  private interface Place {
    double at(long cell, boolean row);
  }

  private static INDArray places(INDArray weights, Place place) {
    INDArray heaviest = Nd4j.argMax(weights, 2);
    INDArray places = Nd4j.create(weights.dataType(), weights.size(0), weights.size(1), 2);
    for (long b = 0; b < weights.size(0); b++) {
      for (long i = 0; i < weights.size(1); i++) {
        places.putScalar(b, i, 0, place.at(heaviest.getLong(b, i), true));
        places.putScalar(b, i, 1, place.at(heaviest.getLong(b, i), false));
      }
    }
    return places;
  }

  private static INDArray turned(INDArray picture, int axis) {
    INDArray[] lines = new INDArray[(int) picture.size(axis)];
    for (int i = 0; i < lines.length; i++) {
      INDArrayIndex[] place = {all(), all(), all(), all()};
      place[axis] = interval(i, i + 1);
      lines[lines.length - 1 - i] = picture.get(place).dup();
    }
    return Nd4j.concat(axis, lines);
  }

  @Caught(in = "07.1", as = "reshaped to (B, H*W, C) at once")
  static final class ReshapedAtOnce extends CrossAttention {
    @Override
    public INDArray cells(INDArray picture) {
      long cells = picture.size(2) * picture.size(3);
      return picture.reshape(picture.size(0), cells, picture.size(1));
    }
  }

  @Caught(in = "07.1", as = "the channels still stand before the cells")
  static final class ChannelsFirst extends CrossAttention {
    @Override
    public INDArray cells(INDArray picture) {
      return super.cells(picture).permute(0, 2, 1);
    }
  }

  @Caught(in = "07.1", as = "the cells run column after column: they run row after row")
  static final class ColumnAfterColumn extends CrossAttention {
    @Override
    public INDArray cells(INDArray picture) {
      return super.cells(picture.permute(0, 1, 3, 2).dup());
    }
  }

  @Caught(in = "07.1", as = "rows and columns are still two axes")
  static final class NotJoined extends CrossAttention {
    @Override
    public INDArray cells(INDArray picture) {
      return picture.permute(0, 2, 3, 1);
    }
  }

  @Caught(in = "07.1", as = "the channels are added up")
  static final class ChannelsAdded extends CrossAttention {
    @Override
    public INDArray cells(INDArray picture) {
      return super.cells(picture).sum(2);
    }
  }

  @Caught(in = "07.1", as = "each row of the picture is one position")
  static final class RowsAsPositions extends CrossAttention {
    @Override
    public INDArray cells(INDArray picture) {
      long features = picture.size(1) * picture.size(3);
      INDArray turned = picture.permute(0, 2, 3, 1).dup();
      return turned.reshape(picture.size(0), picture.size(2), features);
    }
  }

  @Caught(in = "07.1", as = "the picture is upside down")
  static final class UpsideDown extends CrossAttention {
    @Override
    public INDArray cells(INDArray picture) {
      return super.cells(turned(picture, 2));
    }
  }

  @Caught(in = "07.1", as = "the picture is mirrored")
  static final class Mirrored extends CrossAttention {
    @Override
    public INDArray cells(INDArray picture) {
      return super.cells(turned(picture, 3));
    }
  }

  @Caught(in = "07.1", as = "returned FLOAT for DOUBLE")
  static final class AlwaysFloat extends CrossAttention {
    @Override
    public INDArray cells(INDArray picture) {
      return super.cells(picture).castTo(DataType.FLOAT);
    }
  }

  @Caught(in = "07.5", as = "row and column are swapped")
  static final class RowAndColumnSwapped extends CrossAttention {
    @Override
    public INDArray pointing(INDArray weights, int columns) {
      return places(weights, (cell, row) -> row ? cell % columns : cell / columns);
    }
  }

  @Caught(in = "07.5", as = "divided by the number of rows")
  static final class DividedByRows extends CrossAttention {
    @Override
    public INDArray pointing(INDArray weights, int columns) {
      long rows = weights.size(2) / columns;
      return places(weights, (cell, row) -> row ? cell / rows : cell % rows);
    }
  }

  @Caught(in = "07.5", as = "the cells are taken to run column after column")
  static final class PointsColumnAfterColumn extends CrossAttention {
    @Override
    public INDArray pointing(INDArray weights, int columns) {
      long rows = weights.size(2) / columns;
      return places(weights, (cell, row) -> row ? cell % rows : cell / rows);
    }
  }

  @Caught(in = "07.5", as = "this is the lightest cell")
  static final class Lightest extends CrossAttention {
    @Override
    public INDArray pointing(INDArray weights, int columns) {
      return super.pointing(weights.neg(), columns);
    }
  }

  @Caught(in = "07.5", as = "rows and columns are counted from 1")
  static final class FromOne extends CrossAttention {
    @Override
    public INDArray pointing(INDArray weights, int columns) {
      return super.pointing(weights, columns).add(1);
    }
  }

  @Caught(in = "07.5", as = "the row is a fraction")
  static final class FractionOfRow extends CrossAttention {
    @Override
    public INDArray pointing(INDArray weights, int columns) {
      return places(weights, (cell, row) -> row ? cell / (double) columns : cell % columns);
    }
  }

  @Caught(in = "07.5", as = "the row is rounded")
  static final class Rounded extends CrossAttention {
    @Override
    public INDArray pointing(INDArray weights, int columns) {
      return places(
          weights, (cell, row) -> row ? Math.rint(cell / (double) columns) : cell % columns);
    }
  }

  @Caught(in = "07.5", as = "this is the middle of the cell")
  static final class Middle extends CrossAttention {
    @Override
    public INDArray pointing(INDArray weights, int columns) {
      return super.pointing(weights, columns).add(0.5);
    }
  }

  @Caught(in = "07.5", as = "this is the number of the cell")
  static final class NumberOfTheCell extends CrossAttention {
    @Override
    public INDArray pointing(INDArray weights, int columns) {
      return Nd4j.argMax(weights, 2).castTo(weights.dataType());
    }
  }

  @Caught(in = "07.5", as = "this is the largest weight itself")
  static final class LargestWeight extends CrossAttention {
    @Override
    public INDArray pointing(INDArray weights, int columns) {
      return weights.max(2);
    }
  }

  @Caught(in = "07.5", as = "this is the mean of rows and columns")
  static final class MeanPlace extends CrossAttention {
    @Override
    public INDArray pointing(INDArray weights, int columns) {
      INDArray grid = Nd4j.create(weights.dataType(), weights.size(2), 2);
      for (long cell = 0; cell < weights.size(2); cell++) {
        grid.putScalar(cell, 0, cell / columns);
        grid.putScalar(cell, 1, cell % columns);
      }
      INDArray rows = weights.reshape(weights.size(0) * weights.size(1), weights.size(2));
      return rows.mmul(grid).reshape(weights.size(0), weights.size(1), 2);
    }
  }

  @Caught(in = "07.5", as = "all queries point where the mean")
  static final class AllTogether extends CrossAttention {
    @Override
    public INDArray pointing(INDArray weights, int columns) {
      return super.pointing(weights.mul(0).add(weights.mean(true, 1)), columns);
    }
  }
}
