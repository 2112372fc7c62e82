package io.github.attention4j.notebook.display;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Arrays;

/**
 * IJava and its successor JJava: kernels of one family, whose classes differ only in the names of
 * their packages. Reflection reaches both.
 */
final class BaseKernelFrontend implements Frontend {

  private static BaseKernelFrontend connected;

  private final Object kernel;
  private final Method display;

  private BaseKernelFrontend(Object kernel) {
    this.kernel = kernel;
    this.display = method(kernel.getClass(), "display", 1);
  }

  /** The front end of this kernel, with our renderers registered, once. */
  static synchronized BaseKernelFrontend connected(Object kernel) {
    if (connected == null || connected.kernel != kernel) {
      connected = new BaseKernelFrontend(kernel);
      connected.registerRenderers();
    }
    return connected;
  }

  @Override
  public void display(Rendering rendering) {
    System.out.flush(); // else what was printed before would appear after
    try {
      Object data = display.getParameterTypes()[0].getConstructor().newInstance();
      put(rendering, data);
      display.invoke(kernel, data);
    } catch (ReflectiveOperationException e) {
      throw unknownVersion(e);
    }
  }

  /**
   * In the kernel's own words, for each type: {@code
   * getRenderer().createRegistration(type).register((value, context) -> ..)}.
   */
  private void registerRenderers() {
    try {
      Object renderer = method(kernel.getClass(), "getRenderer", 0).invoke(kernel);
      for (Class<?> type : Rendering.TYPES) {
        Method create = renderer.getClass().getMethod("createRegistration", Class.class);
        Object registration = create.invoke(renderer, type);
        Method register = method(registration.getClass(), "register", 1);
        Class<?> function = register.getParameterTypes()[0];
        register.invoke(
            registration,
            Proxy.newProxyInstance(
                function.getClassLoader(), new Class<?>[] {function}, this::render));
      }
    } catch (ReflectiveOperationException e) {
      throw unknownVersion(e);
    }
  }

  /** The kernel's {@code RenderFunction.render(value, context)}. */
  private Object render(Object proxy, Method called, Object[] arguments)
      throws ReflectiveOperationException {
    if (called.getDeclaringClass() == Object.class) {
      return called.getName().equals("equals")
          ? (Object) (proxy == arguments[0])
          : called.invoke(this, arguments);
    }
    Object context = arguments[1];
    Object data = method(context.getClass(), "getOutputContainer", 0).invoke(context);
    put(Rendering.of(arguments[0]), data);
    return null;
  }

  private static void put(Rendering rendering, Object data) throws ReflectiveOperationException {
    Method put = data.getClass().getMethod("putData", String.class, Object.class);
    for (var content : rendering.contents().entrySet()) {
      put.invoke(data, content.getKey(), content.getValue());
    }
    Method putMetadata = data.getClass().getMethod("putMetaData", String.class, Object.class);
    for (var metadata : rendering.metadata().entrySet()) {
      putMetadata.invoke(data, metadata.getKey(), metadata.getValue());
    }
  }

  private static Method method(Class<?> type, String name, int parameters) {
    return Arrays.stream(type.getMethods())
        .filter(method -> method.getName().equals(name) && method.getParameterCount() == parameters)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException(type.getName() + " has no method " + name));
  }

  private IllegalStateException unknownVersion(ReflectiveOperationException e) {
    return new IllegalStateException("unknown version of " + kernel.getClass().getName(), e);
  }
}
