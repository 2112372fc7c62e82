package io.github.attention4j.exercises.isolate;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;

/**
 * What a compiled class may name another class with: every word of its constant pool.
 *
 * <p>Source: The Java Virtual Machine Specification, section 4.4.
 */
final class ClassNames {

  private static final int MAGIC = 0xcafebabe;
  private static final String ENDS = "[()\\[;:<>.,*+]";

  private ClassNames() {}

  /**
   * Returns the words that may be names of classes in a package, with slashes; most of them are
   * none.
   *
   * @param classFile contents of a class file
   */
  static Set<String> in(byte[] classFile) {
    Set<String> names = new HashSet<>();
    try (DataInputStream data = new DataInputStream(new ByteArrayInputStream(classFile))) {
      if (data.readInt() != MAGIC) {
        return names;
      }
      data.readInt(); // version
      int constants = data.readUnsignedShort();
      for (int i = 1; i < constants; i++) {
        int tag = data.readUnsignedByte();
        if (tag == 1) {
          add(names, data.readUTF());
        } else {
          data.skipBytes(length(tag));
          i += tag == 5 || tag == 6 ? 1 : 0; // a long or a double counts twice
        }
      }
    } catch (IOException e) {
      // Cut off: the JVM will say so, if it ever loads this.
    }
    return names;
  }

  private static int length(int tag) throws IOException {
    return switch (tag) {
      case 3, 4, 9, 10, 11, 12, 17, 18 -> 4; // numbers, members, names with types, dynamic
      case 5, 6 -> 8;
      case 7, 8, 16, 19, 20 -> 2;
      case 15 -> 3;
      default -> throw new IOException("no constant has tag " + tag);
    };
  }

  /** A descriptor such as {@code (ILa/B;)La/C;} names classes behind an L. */
  private static void add(Set<String> names, String constant) {
    if (constant.indexOf('/') < 0) {
      return;
    }
    for (String word : constant.split(ENDS)) {
      names.add(word);
      int l = word.indexOf('L');
      if (l >= 0) {
        names.add(word.substring(l + 1));
      }
    }
  }
}
