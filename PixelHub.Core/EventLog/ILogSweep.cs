namespace PixelHub.Core.EventLog;

/// <summary>What an erasure asks of the event log: that what was written so far leaves the disk, once it is committed.</summary>
public interface ILogSweep
{
    /// <summary>Writes whatever comes from now on into a new file, unless the present one is empty.</summary>
    /// <returns>Where the entries before it end; null when the disk refused, or the log may not grow.</returns>
    long? TryBeginFile();

    /// <summary>Whether no file is left that may hold entries before a position.</summary>
    bool HoldsOnlyFrom(long position);

    /// <summary>Overwrites these bytes with zeros wherever they stand in damaged stretches that were set aside.</summary>
    /// <exception cref="IOException">A file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">As before.</exception>
    void Blank(ReadOnlySpan<byte> bytes);
}
