package io.github.attention4j.exercises.lesson06;

import io.github.attention4j.exercises.known.Projections;
import io.github.attention4j.exercises.trial.Given;
import io.github.attention4j.exercises.trial.Inputs;
import io.github.attention4j.exercises.trial.Trial;
import io.github.attention4j.exercises.trial.Values;

/** What lesson 06 asks and expects of the heads' axes and of the output, and how it goes wrong. */
final class MultiHeadTrials {

  private MultiHeadTrials() {}

  static Trial splitHeads(MultiHeadTask task, Inputs in) {
    Given input = in.random("input", "(B, T, H*D)");
    int heads = in.length("H");
    int width = in.length("D");
    Values x = input.values();
    Values exact =
        Values.fill(i -> x.at(i[0], i[2], i[1] * width + i[3]), in.shape("(B, H, T, D)"));
    return in.trial("splitHeads", input, Given.plain("heads", heads))
        .asks(() -> task.splitHeads(input.array(), heads))
        .expects("(B, H, T, D)", exact)
        .knows(
            "reshaped to (B, H, T, D) at once: that cuts the sequence into pieces, not the features;"
                + " reshape to (B, T, H, D), then permute",
            x.reshaped(in.shape("(B, H, T, D)")))
        .knows(
            "the heads take turns along the features: head h gets D features that stand side by"
                + " side, from h * D on",
            Values.fill(i -> x.at(i[0], i[2], i[3] * heads + i[1]), in.shape("(B, H, T, D)")))
        .knows(
            "the heads still stand behind the positions: move their axis before that of the"
                + " positions",
            x.reshaped(in.shape("(B, T, H, D)")))
        .knows(
            "the features stand before the positions: the last two axes are T and D",
            exact.transposed())
        .knows(
            "the number of heads is taken for the width of a head: there are as many heads as the"
                + " argument says",
            Values.fill(i -> x.at(i[0], i[2], i[1] * heads + i[3]), in.shape("(B, D, T, H)")))
        .knows(
            "batch and heads are one axis: keep all four", exact.reshaped(in.shape("(B*H, T, D)")))
        .knows("every head gets the features of the last one", exact.repeated(1, heads - 1))
        .hint(
            "Split one position with the features 0, 1, 2, 3, 4, 5 into two heads: head 0 must get 0,"
                + " 1, 2 and head 1 the others. Then two positions, 0 .. 5 and 10 .. 15.");
  }

  static Trial mergeHeads(MultiHeadTask task, Inputs in) {
    Given outputs = in.random("outputs", "(B, H, T, D)");
    Values o = outputs.values();
    int heads = in.length("H");
    Values exact = merged(o);
    Values sums = o.sumAlong(1);
    Values sum = Values.fill(i -> sums.at(i[0], 0, i[1], i[2]), in.shape("(B, T, D)"));
    return in.trial("mergeHeads", outputs)
        .asks(() -> task.mergeHeads(outputs.array()))
        .expects("(B, T, H*D)", exact)
        .knows(
            "reshaped to (B, T, H*D) at once: that puts positions of one head side by side; move the"
                + " axis of the heads behind that of the positions first",
            o.reshaped(in.shape("(B, T, H*D)")))
        .knows(
            "the heads take turns along the features: the D features of a head stand side by side",
            Values.fill(i -> o.at(i[0], i[2] % heads, i[1], i[2] / heads), in.shape("(B, T, H*D)")))
        .knows(
            "the heads are still an axis of their own: join the last two",
            exact.reshaped(in.shape("(B, T, H, D)")))
        .knows("the heads are added up: they stand side by side", sum)
        .knows("the mean over the heads is taken: they stand side by side", sum.times(1.0 / heads))
        .knows(
            "only the first head is there: all stand side by side",
            Values.fill(i -> o.at(i[0], 0, i[1], i[2]), in.shape("(B, T, D)")))
        .knows(
            "the heads stand in the reverse order: head 0 comes first",
            Values.fill(
                i -> o.at(i[0], heads - 1 - i[2] / o.size(3), i[1], i[2] % o.size(3)),
                in.shape("(B, T, H*D)")))
        .knows(
            "the features of each head are joined with its positions: join them with the heads",
            Values.fill(
                i -> o.at(i[0], i[1], i[2] / o.size(3), i[2] % o.size(3)), in.shape("(B, H, T*D)")))
        .hint(
            "Merge two heads of one position, 1, 2 and 3, 4: it must be 1, 2, 3, 4. Then splitHeads of"
                + " what you return must give the outputs back.");
  }

  static Trial project(MultiHeadTask task, Inputs in) {
    Given merged = in.random("merged", "(B, T, H*D)");
    Given weight = in.random("weight", "(Do, H*D)");
    Given bias = in.random("bias", "(Do)");
    Values product = Projections.of(merged.values(), weight.values());
    return in.trial("project", merged, weight, bias)
        .asks(() -> task.project(merged.array(), weight.array(), bias.array()))
        .expects("(B, T, Do)", product.with(spread(bias, product), Double::sum))
        .knows(biased(product, spread(bias, product)))
        .knows(Projections.mistakes(merged.values(), weight.values(), bias.values()));
  }

  static Trial sumOverHeads(MultiHeadTask task, Inputs in) {
    Given outputs = in.random("outputs", "(B, H, T, D)");
    Given weight = in.random("weight", "(Do, H*D)");
    Given bias = in.random("bias", "(Do)");
    Values o = outputs.values();
    Values w = weight.values();
    int heads = in.length("H");
    int width = in.length("D");
    Values product = Projections.of(merged(o), w);
    Values shift = spread(bias, product);
    Values sums = o.sumAlong(1);
    Values columns = Values.fill(i -> w.at(i[0], i[1] % heads * width + i[1] / heads), w.shape());
    Values turned =
        Values.fill(i -> w.at(i[0], (heads - 1 - i[1] / width) * width + i[1] % width), w.shape());
    Values ofFirst = Values.fill(i -> w.at(i[0], i[1] % width), w.shape());
    Values each =
        Values.fill(
            i -> {
              double sum = 0;
              for (int d = 0; d < width; d++) {
                sum += o.at(i[0], i[1], i[2], d) * w.at(i[3], i[1] * width + d);
              }
              return sum;
            },
            in.shape("(B, H, T, Do)"));
    return in.trial("sumOverHeads", outputs, weight, bias)
        .asks(() -> task.sumOverHeads(outputs.array(), weight.array(), bias.array()))
        .expects("(B, T, Do)", product.with(shift, Double::sum))
        .follows(
            "step 3, mergeHeads",
            () -> Projections.of(Values.of(task.mergeHeads(outputs.array())), w).plus(shift))
        .follows(
            "step 4, project",
            () ->
                Values.of(task.project(merged(o).toArray(in.type()), weight.array(), bias.array())))
        .knows(
            "the bias is added once for each head: add it once, to the sum",
            product.with(shift, (p, b) -> p + heads * b))
        .knows(biased(product, shift))
        .knows(
            "the mean over the heads is taken: add them up",
            product.times(1.0 / heads).with(shift, Double::sum))
        .knows("only the first head counts: each one adds its part", ofHead(each, 0, shift))
        .knows("only the last head counts: each one adds its part", ofHead(each, heads - 1, shift))
        .knows(
            "every head uses the weight's first columns: head h has the D columns from h * D on",
            Projections.of(merged(o), ofFirst).with(shift, Double::sum))
        .knows(
            "the heads take turns along the weight's columns: head h has the D columns from h * D on",
            Projections.of(merged(o), inverse(w, heads, width)).with(shift, Double::sum),
            Projections.of(merged(o), columns).with(shift, Double::sum))
        .knows(
            "the heads meet the weight's columns in the reverse order",
            Projections.of(merged(o), turned).with(shift, Double::sum))
        .knows(
            "the heads are added up before they are projected: each has its own columns of the weight",
            Projections.of(merged(sums), w).with(shift, Double::sum))
        .knows(
            "each head's part still stands by itself: add them up",
            each,
            Values.fill(i -> each.at(i) + bias.values().at(i[3]), each.shape()))
        .knows(
            "the outputs were reshaped, not merged: head h's part is outputs[b, h] times its columns",
            Projections.of(o.reshaped(in.shape("(B, T, H*D)")), w).with(shift, Double::sum))
        .hint(
            "With two heads of one feature, outputs 2 and 3, weight 10 100 and bias 1: 20 + 300 + 1.");
  }

  private static Trial.Known biased(Values product, Values bias) {
    return trial ->
        trial
            .knows("the bias is missing: add it to every position", product)
            .knows("the bias is subtracted: add it", product.with(bias, (p, b) -> p - b))
            .knows("the bias is added twice", product.with(bias, (p, b) -> p + 2 * b))
            .knows("the product is multiplied by the bias: add it", product.times(bias))
            .knows(
                "only the bias's first number is used: each feature of the output has its own",
                product.with(bias.repeated(-1, 0), Double::sum));
  }

  private static Values merged(Values outputs) {
    int width = outputs.size(3);
    return Values.fill(
        i -> outputs.at(i[0], i[2] / width, i[1], i[2] % width),
        outputs.size(0),
        outputs.size(2),
        outputs.size(1) * width);
  }

  private static Values inverse(Values weight, int heads, int width) {
    return Values.fill(i -> weight.at(i[0], i[1] % width * heads + i[1] / width), weight.shape());
  }

  private static Values ofHead(Values each, int head, Values shift) {
    return Values.fill(i -> each.at(i[0], head, i[1], i[2]) + shift.at(i), shift.shape());
  }

  private static Values spread(Given bias, Values product) {
    return Values.fill(i -> bias.values().at(i[2]), product.shape());
  }
}
