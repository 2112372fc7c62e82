package io.github.attention4j.exercises.check;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Modifier;

/** Makes the object that the checks ask, or says in plain words why there is none. */
public final class Creation {

  private Creation() {}

  /**
   * Creates an answer.
   *
   * @param type class of the answer
   * @throws SubmissionException if it cannot be created; the text names no step, so that it is the
   *     same for every check
   * @throws NotDoneYetException if its constructor throws one
   */
  public static Object of(Class<?> type) {
    String name = type.getSimpleName();
    if (Modifier.isAbstract(type.getModifiers())) {
      throw SubmissionException.fatal(
          name + " is abstract, so there is nothing to ask: write every step without 'abstract'");
    }
    try {
      Constructor<?> constructor = type.getDeclaredConstructor();
      constructor.setAccessible(true);
      return constructor.newInstance();
    } catch (NoSuchMethodException e) {
      boolean isInner = type.isMemberClass() && !Modifier.isStatic(type.getModifiers());
      throw SubmissionException.fatal(
          isInner
              ? name + " is an inner class: make it static"
              : name + " needs a constructor without parameters: " + name + "()");
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof NotDoneYetException notDoneYet) {
        throw notDoneYet;
      }
      throw failure("the constructor of " + name, e.getCause(), type);
    } catch (ExceptionInInitializerError e) {
      throw failure("the static initialiser of " + name, e.getCause(), type);
    } catch (ReflectiveOperationException | LinkageError e) {
      throw failure("loading " + name, e, type);
    }
  }

  private static SubmissionException failure(String part, Throwable thrown, Class<?> type) {
    return SubmissionException.fatal(Failures.threw(part, thrown, type.getName()));
  }
}
