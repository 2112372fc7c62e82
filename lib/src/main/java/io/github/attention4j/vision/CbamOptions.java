package io.github.attention4j.vision;

import io.github.attention4j.vision.Cbam.Part;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;

/**
 * What a {@link Cbam} is made of.
 *
 * <pre>{@code
 * CbamOptions.withDefaults()                                        channel, then spatial
 * CbamOptions.withDefaults().withParts(Part.SPATIAL, Part.CHANNEL)  spatial first
 * CbamOptions.withDefaults().withParts(Part.CHANNEL)                one part alone
 * CbamOptions.withDefaults().withParts()                            none: the output is the input
 * }</pre>
 *
 * @param channel what channel attention is made of
 * @param spatial what spatial attention is made of
 * @param parts the parts in their order, each at most once
 */
public record CbamOptions(ChannelOptions channel, SpatialOptions spatial, List<Part> parts) {

  /**
   * Checks the options.
   *
   * @throws IllegalArgumentException if a part is repeated
   */
  public CbamOptions {
    Objects.requireNonNull(channel, "channel");
    Objects.requireNonNull(spatial, "spatial");
    parts = List.copyOf(parts);
    EnumSet<Part> different = EnumSet.noneOf(Part.class);
    different.addAll(parts);
    if (different.size() < parts.size()) {
      throw new IllegalArgumentException(
          Cbam.NAME + ": parts are " + parts + ", expected CHANNEL and SPATIAL at most once each");
    }
  }

  /** As in the code of CBAM's authors: both with their defaults, channel first. */
  public static CbamOptions withDefaults() {
    return new CbamOptions(
        ChannelOptions.withDefaults(),
        SpatialOptions.withDefaults(),
        List.of(Part.CHANNEL, Part.SPATIAL));
  }

  /** As in the paper's equations 1 to 3: no bias, the average before the maximum, no batch norm. */
  public static CbamOptions ofPaper() {
    return withDefaults()
        .withChannel(ChannelOptions.withDefaults().withoutBias())
        .withSpatial(SpatialOptions.ofPaper());
  }

  /** Other channel attention. */
  public CbamOptions withChannel(ChannelOptions newChannel) {
    return new CbamOptions(newChannel, spatial, parts);
  }

  /** Other spatial attention. */
  public CbamOptions withSpatial(SpatialOptions newSpatial) {
    return new CbamOptions(channel, newSpatial, parts);
  }

  /** Other parts, or in another order. */
  public CbamOptions withParts(Part... newParts) {
    return new CbamOptions(channel, spatial, List.of(newParts));
  }
}
