package io.github.attention4j.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.attention4j.mechanism.Attention;
import io.github.attention4j.ops.TensorOps;
import io.github.attention4j.param.Dropout;
import java.io.File;
import java.lang.reflect.Constructor;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** No mechanism escapes the contract. */
class CoverageTest {
  private static final String ROOT = "io.github.attention4j.";

  /** The packages whose public classes are mechanisms, besides records, interfaces and enums. */
  private static final Set<String> PACKAGES =
      Set.of(
          ROOT + "score", ROOT + "mechanism", ROOT + "block", ROOT + "position", ROOT + "vision");

  /** Those of whose classes that is true that compute with any interpreter. */
  private static final Set<String> MIXED_PACKAGES = Set.of(ROOT + "param", ROOT + "train");

  @Test
  void everyMechanismIsHeldToAContract() throws Exception {
    Set<Class<?>> covered = new HashSet<>();
    covered.add(Attention.class); // every score is tested by way of it
    covered.add(Dropout.class); // random: its own test stands in for PyTorch's values
    for (Class<?> test : classes(GoldenContract.class)) {
      if (GoldenContract.class.isAssignableFrom(test)
          && !Modifier.isAbstract(test.getModifiers())) {
        Constructor<?> constructor = test.getDeclaredConstructor();
        constructor.setAccessible(true);
        covered.add(((GoldenContract) constructor.newInstance()).mechanism());
      }
    }
    Set<Class<?>> expected = mechanisms();
    expected.add(TensorOps.class); // the operations themselves
    assertEquals(names(expected), names(covered));
    assertEquals(28, covered.size());
  }

  private static Set<Class<?>> mechanisms() throws Exception {
    Set<Class<?>> mechanisms = classes(Attention.class);
    mechanisms.removeIf(
        type ->
            !(PACKAGES.contains(type.getPackageName()) || computes(type))
                || !Modifier.isPublic(type.getModifiers())
                || type.isRecord()
                || type.isInterface()
                || type.isEnum()
                || type.isMemberClass());
    return mechanisms;
  }

  private static boolean computes(Class<?> type) {
    return MIXED_PACKAGES.contains(type.getPackageName())
        && Stream.of(type.getMethods())
            .anyMatch(method -> List.of(method.getParameterTypes()).contains(TensorOps.class));
  }

  private static Set<String> names(Set<Class<?>> types) {
    return types.stream().map(Class::getName).collect(Collectors.toCollection(TreeSet::new));
  }

  /** All classes that were compiled together with one. */
  private static Set<Class<?>> classes(Class<?> one) throws Exception {
    Path folder = Path.of(one.getProtectionDomain().getCodeSource().getLocation().toURI());
    Set<Class<?>> classes = new HashSet<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(path -> path.toString().endsWith(".class")).toList()) {
        String name = folder.relativize(file).toString().replace(File.separatorChar, '.');
        if (!name.endsWith("package-info.class")) {
          classes.add(
              Class.forName(name.replaceFirst("\\.class$", ""), false, one.getClassLoader()));
        }
      }
    }
    return classes;
  }
}
