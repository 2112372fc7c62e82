package io.github.attention4j.exercises.isolate;

import io.github.attention4j.exercises.check.SubmissionException;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What comes back from a call, held against what the task's method may return. */
final class Returned {

  private Returned() {}

  /**
   * Returns the result, and makes the caller's arguments what the answer made of them.
   *
   * @throws SubmissionException if the method cannot have returned this
   */
  static Object of(Method method, Response response, Object... arguments) {
    copyBack(method.getName(), response.arguments(), arguments);
    return checked(method, response.result());
  }

  /** Makes the caller's arguments what the answer made of them. */
  private static void copyBack(String method, Object[] after, Object[] arguments) {
    if (after.length != arguments.length) {
      throw SubmissionException.ofCall(method + " lost an argument");
    }
    for (int i = 0; i < arguments.length; i++) {
      if (arguments[i] instanceof INDArray before) {
        if (!(after[i] instanceof INDArray now)
            || now.dataType() != before.dataType()
            || !Arrays.equals(now.shape(), before.shape())) {
          throw SubmissionException.ofCall(
              "%s changed the shape or type of its argument %d".formatted(method, i + 1));
        }
        before.assign(now);
      }
    }
  }

  /** The proxy must not be handed what the task's method cannot return. */
  private static Object checked(Method method, Object result) {
    Class<?> type = MethodType.methodType(method.getReturnType()).wrap().returnType();
    boolean nothing = result == null && !method.getReturnType().isPrimitive();
    if (!nothing && !type.isInstance(result)) {
      throw SubmissionException.ofCall(method.getName() + " did not return a " + type.getName());
    }
    if (result instanceof INDArray array && array.isEmpty()) {
      throw SubmissionException.ofCall(method.getName() + " returned an empty array");
    }
    return result;
  }
}
