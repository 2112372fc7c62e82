package io.github.attention4j.solutions.lesson16;

import io.github.attention4j.solutions.Caught;

/** Catalogue of wrong answers: steps 3 to 5, what attention costs. */
final class WrongCosts {

  private WrongCosts() {}

  @Caught(in = "16.3", as = "every pair of query and key is counted")
  static final class AllPairs extends AttentionCost {
    @Override
    public double flops(int length, int dim, int window) {
      return 4.0 * dim * length * length;
    }
  }

  @Caught(in = "16.3", as = "the window is left out")
  static final class NoWindow extends AttentionCost {
    @Override
    public double flops(int length, int dim, int window) {
      return super.flops(length, dim, length);
    }
  }

  @Caught(in = "16.3", as = "the first positions are given a whole window")
  static final class WholeWindows extends AttentionCost {
    @Override
    public double flops(int length, int dim, int window) {
      return 4.0 * dim * length * Math.min(window + 1, length);
    }
  }

  @Caught(in = "16.3", as = "a position does not meet itself")
  static final class NotItself extends AttentionCost {
    @Override
    public double flops(int length, int dim, int window) {
      return super.flops(length, dim, window - 1);
    }
  }

  @Caught(in = "16.3", as = "half is missing")
  static final class MultiplicationsAlone extends AttentionCost {
    @Override
    public double flops(int length, int dim, int window) {
      return super.flops(length, dim, window) / 2;
    }
  }

  @Caught(in = "16.3", as = "D is left out")
  static final class WithoutD extends AttentionCost {
    @Override
    public double flops(int length, int dim, int window) {
      return super.flops(length, 1, window);
    }
  }

  @Caught(in = "16.3", as = "the product is too large for an int")
  static final class CountedInInt extends AttentionCost {
    @Override
    public double flops(int length, int dim, int window) {
      int reach = Math.min(window, length - 1);
      return 4 * dim * ((reach + 1) * length - reach * (reach + 1) / 2);
    }
  }

  @Caught(in = "16.4", as = "keys and values are read once: they are read once for each block")
  static final class ReadOnce extends AttentionCost {
    @Override
    public double bytes(int length, int dim, int block, int bytesPerNumber) {
      return 4.0 * length * dim * bytesPerNumber;
    }
  }

  @Caught(in = "16.4", as = "the last, smaller block is left out")
  static final class WholeBlocksAlone extends AttentionCost {
    @Override
    public double bytes(int length, int dim, int block, int bytesPerNumber) {
      double matrix = (double) length * dim * bytesPerNumber;
      return matrix * (2 + 2 * (length / block));
    }
  }

  @Caught(in = "16.4", as = "a part of a block is counted as a part")
  static final class PartsOfBlocks extends AttentionCost {
    @Override
    public double bytes(int length, int dim, int block, int bytesPerNumber) {
      double matrix = (double) length * dim * bytesPerNumber;
      return matrix * (2 + 2.0 * length / block);
    }
  }

  @Caught(in = "16.4", as = "keys and values are read once for each query")
  static final class ForEachQuery extends AttentionCost {
    @Override
    public double bytes(int length, int dim, int block, int bytesPerNumber) {
      return super.bytes(length, dim, 1, bytesPerNumber);
    }
  }

  @Caught(in = "16.4", as = "the scores are moved, too")
  static final class WithScores extends AttentionCost {
    @Override
    public double bytes(int length, int dim, int block, int bytesPerNumber) {
      return super.bytes(length, dim, block, bytesPerNumber)
          + 2.0 * length * length * bytesPerNumber;
    }
  }

  @Caught(in = "16.4", as = "these are numbers, not bytes")
  static final class NumbersAlone extends AttentionCost {
    @Override
    public double bytes(int length, int dim, int block, int bytesPerNumber) {
      return super.bytes(length, dim, block, 1);
    }
  }

  @Caught(in = "16.4", as = "every number is given 4 bytes, or 8")
  static final class AlwaysFour extends AttentionCost {
    @Override
    public double bytes(int length, int dim, int block, int bytesPerNumber) {
      return super.bytes(length, dim, block, 4);
    }
  }

  @Caught(in = "16.4", as = "queries and outputs are moved for each block, too")
  static final class EverythingAgain extends AttentionCost {
    @Override
    public double bytes(int length, int dim, int block, int bytesPerNumber) {
      return 4 * Math.ceil((double) length / block) * length * dim * bytesPerNumber;
    }
  }

  @Caught(in = "16.5", as = "computing and moving are added")
  static final class Added extends AttentionCost {
    @Override
    public double seconds(double flops, double bytes, double peak, double bandwidth) {
      return flops / peak + bytes / bandwidth;
    }
  }

  @Caught(in = "16.5", as = "the faster of the two decides")
  static final class Faster extends AttentionCost {
    @Override
    public double seconds(double flops, double bytes, double peak, double bandwidth) {
      return Math.min(flops / peak, bytes / bandwidth);
    }
  }

  @Caught(in = "16.5", as = "moving is left out")
  static final class ComputingAlone extends AttentionCost {
    @Override
    public double seconds(double flops, double bytes, double peak, double bandwidth) {
      return flops / peak;
    }
  }

  @Caught(in = "16.5", as = "computing is left out")
  static final class MovingAlone extends AttentionCost {
    @Override
    public double seconds(double flops, double bytes, double peak, double bandwidth) {
      return bytes / bandwidth;
    }
  }

  @Caught(in = "16.5", as = "these are the flops a second that it reaches")
  static final class Reached extends AttentionCost {
    @Override
    public double seconds(double flops, double bytes, double peak, double bandwidth) {
      return Math.min(peak, bandwidth * flops / bytes);
    }
  }

  @Caught(in = "16.5", as = "intensity is bytes by flops here")
  static final class IntensityTurned extends AttentionCost {
    @Override
    public double seconds(double flops, double bytes, double peak, double bandwidth) {
      return flops / Math.min(peak, bandwidth * bytes / flops);
    }
  }
}
