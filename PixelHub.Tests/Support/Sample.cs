using PixelHub.Core.EventLog;
using PixelHub.Core.Events;

namespace PixelHub.Tests.Support;

/// <summary>Events and batches with only what a test is about spelled out.</summary>
public static class Sample
{
    public static readonly DateTimeOffset Noon = new(2026, 3, 14, 12, 0, 0, TimeSpan.Zero);

    public static TrackedEvent Event(
        int experiment = 1, EventKind kind = EventKind.Impression, double atSeconds = 0, ulong recipient = 0, ulong viewer = 0,
        EventClass @class = EventClass.HumanClient, EventScope scope = EventScope.Counted, int variant = 1, string? link = null) =>
        new(Noon.AddSeconds(atSeconds), experiment)
        {
            Kind = kind,
            Scope = scope,
            Variant = variant,
            Class = @class,
            Rule = "test.rule",
            Recipient = recipient,
            Viewer = viewer,
            Link = link,
        };

    /// <summary>A batch whose entries stand ten bytes apart.</summary>
    public static LogBatch Batch(long start, params LogEntry[] entries) =>
        new(start, start + (entries.Length * 10), [.. entries.Select((e, i) => new PositionedEntry(start + (i * 10), e))]);
}
