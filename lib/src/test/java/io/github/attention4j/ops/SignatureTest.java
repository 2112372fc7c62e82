package io.github.attention4j.ops;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.attention4j.score.ScaledDot;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;

class SignatureTest {
  private final Signature attention = new ScaledDot().signature();

  private static TensorShape shape(long... sizes) {
    return new TensorShape(DataType.FLOAT, sizes);
  }

  @Test
  void showsEveryArgumentAndAHint() {
    ShapeException refusal =
        assertThrows(
            ShapeException.class,
            () -> attention.check(shape(2, 3, 8), shape(2, 5, 7), shape(2, 5, 6)));
    assertEquals(
        """
        scaledDotProduct: key axis 2 (Dk) is 7, expected 8 to match query
          query: [2, 3, 8] = (B, Tq, Dk) FLOAT
          key:   [2, 5, 7] = (B, Tk, Dk) FLOAT
          value: [2, 5, 6] = (B, Tk, Dv) FLOAT
          hint:  query and key are compared feature by feature; project both to the same Dk""",
        refusal.getMessage());
    assertEquals("scaledDotProduct", refusal.operation());
    assertEquals("key", refusal.argument());
    assertEquals(2, refusal.axis());
    assertEquals("7", refusal.actual());
    assertEquals("8", refusal.expected());
  }

  @Test
  void namesTheHeadsAxisWhereThereIsOne() {
    ShapeException refusal =
        assertThrows(
            ShapeException.class,
            () -> attention.check(shape(2, 4, 3, 8), shape(2, 5, 3, 8), shape(2, 4, 5, 6)));
    assertEquals(
        """
        scaledDotProduct: key axis 1 (H) is 5, expected 4 to match query
          query: [2, 4, 3, 8] = (B, H, Tq, Dk) FLOAT
          key:   [2, 5, 3, 8] = (B, H, Tk, Dk) FLOAT
          value: [2, 4, 5, 6] = (B, H, Tk, Dv) FLOAT""",
        refusal.getMessage());
  }

  @Test
  void showsWhatIsMissingAndWhatIsUnknown() {
    ShapeException refusal =
        assertThrows(
            ShapeException.class, () -> attention.check(shape(-2, -3, 8), null, shape(2, 5, 6)));
    assertEquals(
        """
        scaledDotProduct: key is null, expected (B, Tk, Dk)
          query: [?, ?, 8] = (B, Tq, Dk) FLOAT
          key:   null
          value: [2, 5, 6] = (B, Tk, Dv) FLOAT""",
        refusal.getMessage());
  }

  @Test
  void letsUnknownSizesAgreeWithAnyOther() {
    assertDoesNotThrow(() -> attention.check(shape(-2, -3, 8), shape(2, -4, 8), shape(-5, 5, 6)));
    assertThrows(
        ShapeException.class,
        () -> attention.check(shape(-2, 3, 8), shape(2, 5, 8), shape(3, 5, 6)));
  }

  @Test
  void holdsLettersToAFixedSize() {
    Signature fixed =
        Signature.of("project").argument("input", "B", "D").size("D", 16, "the weight");
    assertDoesNotThrow(() -> fixed.check(shape(2, 16)));
    ShapeException refusal = assertThrows(ShapeException.class, () -> fixed.check(shape(2, 15)));
    assertEquals(
        "project: input axis 1 (D) is 15, expected 16 to match the weight",
        refusal.getMessage().lines().findFirst().get());
  }

  @Test
  void letsStarredAxesBeOne() {
    Signature masked =
        Signature.of("mask")
            .argument("scores", "B", "Tq", "Tk")
            .argument("mask", "B*", "Tq*", "Tk*");
    assertDoesNotThrow(() -> masked.check(shape(2, 3, 5), shape(1, 3, 1)));
    ShapeException refusal =
        assertThrows(ShapeException.class, () -> masked.check(shape(2, 3, 5), shape(1, 4, 5)));
    assertEquals(
        "mask: mask axis 1 (Tq) is 4, expected 1 or 3 to match scores",
        refusal.getMessage().lines().findFirst().get());
  }

  @Test
  void aFixedTypeIsThatOfTheParameters() {
    Signature typed =
        Signature.of("project").argument("input", "B").argument("other", "B").type(DataType.DOUBLE);
    ShapeException refusal =
        assertThrows(ShapeException.class, () -> typed.check(shape(2), shape(2)));
    assertEquals(
        "project: input is FLOAT, expected DOUBLE to match the parameters",
        refusal.getMessage().lines().findFirst().get());
    TensorShape input = new TensorShape(DataType.DOUBLE, 2);
    refusal = assertThrows(ShapeException.class, () -> typed.check(input, shape(2)));
    assertEquals(
        "project: other is FLOAT, expected DOUBLE to match input",
        refusal.getMessage().lines().findFirst().get());
  }
}
