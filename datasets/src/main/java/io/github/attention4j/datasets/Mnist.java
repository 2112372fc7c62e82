package io.github.attention4j.datasets;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * MNIST's digits, or others in files of the same kind, as the {@link Digits} that the lessons read:
 * reduced to 8x8 pixels.
 *
 * <pre>{@code
 * Digits digits = Mnist.load(Path.of("datasets/mnist"));
 * }</pre>
 *
 * <p>The files are yours; nothing is downloaded. Put them into a folder, {@code datasets/mnist}
 * say, under the names that they are published with, gzipped or not:
 *
 * <pre>
 * train-images-idx3-ubyte.gz   train-labels-idx1-ubyte.gz    60,000 images
 * t10k-images-idx3-ubyte.gz    t10k-labels-idx1-ubyte.gz     10,000 images
 * </pre>
 *
 * <p>One pair is enough; of two, the images of {@code train} come first. {@code ./kit lessons}
 * finds them in {@code datasets/mnist} by itself; any other folder is named by the environment's
 * ATTENTION4J_MNIST, see {@link Digits#load}.
 *
 * <p>How an image is reduced: the smallest square around its ink, with the ink in the middle, is
 * cut into 8 x 8 blocks, and a pixel is the share of its block that is ink, in sixteenths. The
 * digits of {@link Digits} were made in this way of 32 x 32 black and white pixels, 16 in a block;
 * there as here a digit fills its image's height or width. A block may cover parts of pixels; they
 * count in part.
 */
public final class Mnist {
  private static final int SIDE = Digits.SIDE;
  private static final double WHITE = 255;

  private Mnist() {}

  /**
   * Loads what a folder holds.
   *
   * @throws DatasetException if there is no such folder, no pair of files in it, or one is damaged
   */
  public static Digits load(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw new DatasetException(folder + ": no such folder; expected MNIST's files there");
    }
    List<int[]> pixels = new ArrayList<>();
    List<Integer> labels = new ArrayList<>();
    for (String part : List.of("train", "t10k")) {
      Optional<Path> images = find(folder, part + "-images-idx3-ubyte");
      Optional<Path> classes = find(folder, part + "-labels-idx1-ubyte");
      if (images.isPresent() != classes.isPresent()) {
        throw new DatasetException(
            "%s: found %s, but not %s-%s-ubyte or the same with .gz"
                .formatted(
                    folder,
                    images.or(() -> classes).orElseThrow().getFileName(),
                    part,
                    images.isPresent() ? "labels-idx1" : "images-idx3"));
      }
      if (images.isPresent()) {
        add(images.get(), classes.get(), pixels, labels);
      }
    }
    if (labels.isEmpty()) {
      throw new DatasetException(
          "%s: found %s, expected train-images-idx3-ubyte and train-labels-idx1-ubyte, or the same"
                  .formatted(folder, names(folder))
              + " of t10k, each with or without .gz");
    }
    return new Digits(
        provenance(folder, labels.size()),
        pixels.toArray(int[][]::new),
        labels.stream().mapToInt(Integer::intValue).toArray(),
        IntStream.range(0, labels.size()).toArray());
  }

  private static Optional<Path> find(Path folder, String name) {
    return Stream.of(name, name + ".gz").map(folder::resolve).filter(Files::exists).findFirst();
  }

  private static String names(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      String names =
          files
              .map(file -> file.getFileName().toString())
              .sorted()
              .limit(5)
              .collect(Collectors.joining(", "));
      return names.isEmpty() ? "nothing" : names;
    } catch (IOException e) {
      throw new DatasetException(folder + ": cannot be read: " + e.getMessage(), e);
    }
  }

  private static void add(
      Path imageFile, Path labelFile, List<int[]> pixels, List<Integer> labels) {
    IdxFile images = IdxFile.read(imageFile, "images", "rows", "columns");
    IdxFile classes = IdxFile.read(labelFile, "labels");
    if (images.sizes()[0] != classes.sizes()[0]) {
      throw new DatasetException(
          "%s: holds %d labels, expected %d, for the images of %s"
              .formatted(
                  labelFile, classes.sizes()[0], images.sizes()[0], imageFile.getFileName()));
    }
    for (int i = 0; i < classes.sizes()[0]; i++) {
      int label = classes.at(i, 0);
      if (label >= Digits.CLASSES) {
        throw new DatasetException(
            "%s: label %d is %d, expected an integer from 0 to %d"
                .formatted(labelFile, i, label, Digits.CLASSES - 1));
      }
      labels.add(label);
      pixels.add(reduced(images, i));
    }
  }

  /** Image i as 8 x 8 pixels, 0 to 16. */
  private static int[] reduced(IdxFile images, int i) {
    int rows = images.sizes()[1];
    int columns = images.sizes()[2];
    int top = rows;
    int bottom = -1;
    int left = columns;
    int right = -1;
    for (int n = 0; n < rows * columns; n++) {
      if (images.at(i, n) > 0) {
        top = Math.min(top, n / columns);
        bottom = Math.max(bottom, n / columns);
        left = Math.min(left, n % columns);
        right = Math.max(right, n % columns);
      }
    }
    int[] reduced = new int[SIDE * SIDE];
    if (bottom < 0) {
      return reduced; // no ink
    }
    double block = Math.max(bottom - top + 1, right - left + 1) / (double) SIDE;
    double firstRow = (top + bottom + 1 - SIDE * block) / 2;
    double firstColumn = (left + right + 1 - SIDE * block) / 2;
    for (int p = 0; p < reduced.length; p++) {
      double y = firstRow + p / SIDE * block;
      double x = firstColumn + p % SIDE * block;
      double ink = 0;
      for (int row = top; row <= bottom; row++) {
        double height = overlap(row, y, block);
        for (int column = left; height > 0 && column <= right; column++) {
          ink += height * overlap(column, x, block) * images.at(i, row * columns + column);
        }
      }
      reduced[p] = (int) Math.round(ink / WHITE / (block * block) * Digits.INK);
    }
    return reduced;
  }

  /** How much of a pixel, from its number to the next, lies in a block. */
  private static double overlap(int pixel, double start, double block) {
    return Math.max(0, Math.min(pixel + 1, start + block) - Math.max(pixel, start));
  }

  private static Provenance provenance(Path folder, int size) {
    return new Provenance(
        folder.toString(),
        "not on record",
        "The MNIST database of handwritten digits, if these are its files",
        "Y. LeCun, C. Cortes, C. J. C. Burges",
        "1998",
        "http://yann.lecun.com/exdb/mnist",
        "as where you got the files",
        "%,d images, reduced to 8x8 pixels".formatted(size),
        "yours");
  }
}
