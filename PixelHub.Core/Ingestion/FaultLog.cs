using Microsoft.Extensions.Logging;

namespace PixelHub.Core.Ingestion;

/// <summary>Reports the first fault of a minute and counts the others: strangers set the rate of hits, so they must not set the rate of the error log.</summary>
internal sealed class FaultLog(ILogger logger, TimeProvider time)
{
    private static readonly TimeSpan Quiet = TimeSpan.FromMinutes(1);
    private long _quietUntil = long.MinValue;
    private long _unreported;

    public void Report(Exception exception)
    {
        var now = time.GetTimestamp();
        var until = Volatile.Read(ref _quietUntil);
        if (now < until || Interlocked.CompareExchange(ref _quietUntil, now + (long)(Quiet.TotalSeconds * time.TimestampFrequency), until) != until)
        {
            Interlocked.Increment(ref _unreported);
            return;
        }

        IngestMessages.HitNotRecorded(logger, exception, Interlocked.Exchange(ref _unreported, 0));
    }
}
