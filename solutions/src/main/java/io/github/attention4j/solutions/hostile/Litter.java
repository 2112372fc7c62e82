package io.github.attention4j.solutions.hostile;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.stream.Stream;

/** Files: an answer's own, and those of others. */
final class Litter {

  private static final Path OUTSIDE = Path.of(Contained.OUTSIDE);

  private Litter() {}

  /** A path of 24,000 characters, which no program can be given as one. */
  @Contained
  static final class DeepFolders extends Deeds {
    private boolean made;

    @Override
    void act() throws IOException, InterruptedException {
      if (!made) {
        made = true;
        shellAndWait("for i in $(seq 120); do n=$(printf '%0200d' $i); mkdir $n; cd $n; done");
      }
    }
  }

  @Contained
  static final class ClosedFolders extends Deeds {
    @Override
    void act() throws IOException, InterruptedException {
      shellAndWait("mkdir -p a/b/c; touch a/b/c/d; chmod 0 a/b/c a/b a .");
    }
  }

  @Contained
  static final class StrangeNames extends Deeds {
    @Override
    void act() throws IOException, InterruptedException {
      shellAndWait("touch \"$(printf 'a\\nb\\033[2J\\377')\" -- '-rf' ' ' '*'; mkfifo pipe");
    }
  }

  @Contained
  static final class ManyFiles extends Deeds {
    private boolean made;

    @Override
    void act() throws IOException {
      for (int i = 0; i < 5000 && !made; i++) {
        Files.createFile(Path.of("file" + i));
      }
      made = true;
    }
  }

  @Contained
  static final class TemporaryFiles extends Deeds {
    @Override
    void act() throws IOException {
      Files.createTempFile("attention4j", "");
      Files.createTempDirectory("attention4j");
    }
  }

  /** Whoever deletes the answer's folder must not go where its links lead. */
  @Contained
  static final class LinksOutOfTheFolder extends Deeds {
    private boolean made;

    @Override
    void act() throws IOException {
      if (!made) {
        made = true;
        Files.createSymbolicLink(Path.of("link"), OUTSIDE.getParent());
        Files.createDirectories(Path.of("folder"));
        Files.createSymbolicLink(Path.of("folder/link"), OUTSIDE.getParent());
        Files.createSymbolicLink(Path.of("file"), OUTSIDE);
        Files.createSymbolicLink(Path.of("loop"), Path.of("loop"));
      }
    }
  }

  /** The grader's socket, and the folder itself. */
  @Contained
  static final class NoFolder extends Deeds {
    @Override
    void act() throws IOException, InterruptedException {
      shellAndWait("rm -rf \"$PWD\"");
    }
  }

  /** Copies of its own, of which the next JVM is made. */
  @Contained
  static final class ItsOwnClassPath extends Deeds {
    @Override
    void act() throws IOException {
      Path copies = Path.of(System.getProperty("java.class.path").split(":")[0]);
      try (Stream<Path> files = Files.walk(copies)) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          harmUnlessSafe(file);
        }
      }
    }

    private static void harmUnlessSafe(Path file) {
      if (file.toString().matches(".*(Grader|Trials|Values|Known\\w*)\\.class")) {
        harm("found " + file);
      }
    }
  }

  @Contained(by = Contained.By.SANDBOX)
  static final class Writes extends Deeds {
    @Override
    void act() {
      harmUnlessRefused(() -> Files.writeString(OUTSIDE, "overwritten"));
      harmUnlessRefused(() -> Files.createFile(OUTSIDE.resolveSibling("made")));
    }
  }

  @Contained(by = Contained.By.SANDBOX)
  static final class Deletes extends Deeds {
    @Override
    void act() throws IOException, InterruptedException {
      shellAndWait("rm -rf " + OUTSIDE.getParent());
    }
  }

  @Contained(by = Contained.By.SANDBOX)
  static final class Reads extends Deeds {
    @Override
    void act() {
      harmUnlessRefused(() -> Files.readString(OUTSIDE));
      harmUnlessRefused(() -> Files.readString(Path.of("/etc/passwd")));
    }
  }

  @Contained(by = Contained.By.SANDBOX)
  static final class ChangesPrograms extends Deeds {
    @Override
    void act() {
      for (String file : new String[] {"/usr/bin/attention4j", "/lib/attention4j"}) {
        harmUnlessRefused(() -> Files.createFile(Path.of(file)));
      }
      for (String entry : System.getProperty("java.class.path").split(":")) {
        Path path = Path.of(entry);
        if (entry.endsWith(".jar")) {
          harmUnlessRefused(() -> Files.newOutputStream(path, StandardOpenOption.APPEND));
        }
      }
    }
  }

  @Contained(by = Contained.By.SANDBOX, seconds = 20)
  static final class FillsTheDisk extends Deeds {
    @Override
    void act() {
      harmUnlessRefused(() -> Files.write(Path.of("big"), new byte[100 << 20]));
      harmUnlessRefused(() -> Files.write(Path.of("/tmp/big"), new byte[100 << 20]));
    }
  }
}
