package io.github.attention4j.kernel;

import static io.github.attention4j.kernel.FusedAttentionTest.normal;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.attention4j.mechanism.Attention;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The library where OpenBLAS is not on its class path. */
class WithoutOpenBlasTest {

  /** Loads the library's classes anew, and finds all others but OpenBLAS' where they are. */
  private static final class Hiding extends ClassLoader {
    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (name.startsWith("org.bytedeco.openblas.")) {
        throw new ClassNotFoundException(name);
      }
      Class<?> loaded = findLoadedClass(name);
      if (loaded != null || !name.startsWith("io.github.attention4j.")) {
        return loaded != null ? loaded : super.loadClass(name, resolve);
      }
      String resource = "/" + name.replace('.', '/') + ".class";
      try (InputStream stream = WithoutOpenBlasTest.class.getResourceAsStream(resource)) {
        byte[] bytes = stream.readAllBytes();
        return defineClass(name, bytes, 0, bytes.length);
      } catch (IOException e) {
        throw new ClassNotFoundException(name, e);
      }
    }
  }

  @Test
  void theDefinitionIsUsed() throws Exception {
    INDArray input = normal(new Random(14), 2, 40, 8);
    assertTrue(MatrixProducts.areAvailable());

    ClassLoader hiding = new Hiding();
    Class<?> products = hiding.loadClass(MatrixProducts.class.getName());
    assertNotSame(MatrixProducts.class, products);
    Method areAvailable = products.getDeclaredMethod("areAvailable");
    areAvailable.setAccessible(true);
    assertFalse((Boolean) areAvailable.invoke(null));

    Class<?> attention = hiding.loadClass(Attention.class.getName());
    Method output = attention.getMethod("output", INDArray.class, INDArray.class, INDArray.class);
    Object scaledDot = attention.getMethod("scaledDot").invoke(null);
    assertEquals(
        Attention.scaledDot().attend(input, input, input).output(),
        output.invoke(scaledDot, input, input, input));
  }
}
