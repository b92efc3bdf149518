using PixelHub.Core.Events;

namespace PixelHub.Core.Rollups;

/// <summary>What one row of counts is about.</summary>
/// <param name="Experiment">Number of the experiment.</param>
/// <param name="Size">Width of the bucket.</param>
/// <param name="Start">Start of the bucket in unix milliseconds; 0 for <see cref="BucketSize.Whole"/>.</param>
/// <param name="Variant">Number of the variant.</param>
/// <param name="Scope">Whether it belongs to the results.</param>
/// <param name="Kind">What happened.</param>
/// <param name="Class">Who fetched it.</param>
public readonly record struct CountKey(int Experiment, BucketSize Size, long Start, int Variant, EventScope Scope, EventKind Kind, EventClass Class);

/// <summary>What is counted in a row. Adding is commutative, so batches may be folded in any order.</summary>
/// <param name="Hits">Hits without repeats; of sends, mails: each recipient once.</param>
/// <param name="Repeats">Hits of the same person on the same thing within 30 s; sends that were reported before.</param>
/// <param name="Recipients">Recipients new to this experiment and kind.</param>
/// <param name="Viewers">Viewers new to this experiment and kind.</param>
/// <param name="Inferred">People who clicked without an open so far; minus one when their open comes later.</param>
public readonly record struct CountSums(long Hits, long Repeats, long Recipients, long Viewers, long Inferred)
{
    /// <summary>The sums of both.</summary>
    public static CountSums operator +(CountSums a, CountSums b) =>
        new(a.Hits + b.Hits, a.Repeats + b.Repeats, a.Recipients + b.Recipients, a.Viewers + b.Viewers, a.Inferred + b.Inferred);
}

/// <summary>A variant of an experiment.</summary>
/// <param name="Experiment">Number of the experiment.</param>
/// <param name="Variant">Number of the variant.</param>
public readonly record struct VariantKey(int Experiment, int Variant);
