namespace PixelHub.Core.Data.Rows;

/// <summary>A recipient who opted out.</summary>
internal sealed class OptOutRow
{
    /// <summary>The sealed hash of the recipient: not what old hits of theirs carry.</summary>
    public required byte[] Sealed { get; set; }

    public DateTimeOffset At { get; set; }
}
