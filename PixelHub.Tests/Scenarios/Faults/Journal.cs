using System.Globalization;
using PixelHub.Core.EventLog;
using PixelHub.Core.Events;

namespace PixelHub.Tests.Scenarios.Faults;

/// <summary>The files of the event log while no server has them open: where each hit stands, and ways to spoil them.</summary>
internal static class Journal
{
    /// <summary>The hits of a data folder's log in their order.</summary>
    public static IReadOnlyList<JournalHit> Read(string dataFolder)
    {
        List<JournalHit> hits = [];
        foreach (var file in Directory.EnumerateFiles(Path.Combine(dataFolder, "events"), "*.seg").Order(StringComparer.Ordinal))
        {
            var start = long.Parse(Path.GetFileNameWithoutExtension(file), CultureInfo.InvariantCulture);
            ReadOnlySpan<byte> bytes = File.ReadAllBytes(file);
            var offset = Segment.HeaderBytes;
            while (Frame.TryRead(bytes[offset..], start + offset, out var payload))
            {
                Assert.True(EntryCodec.TryDecode(payload, out var entry));
                var length = Frame.HeaderBytes + payload.Length;
                hits.Add(new JournalHit(file, offset, length, Assert.IsType<TrackedEvent>(entry).Campaign!));
                offset += length;
            }
        }

        return hits;
    }

    /// <summary>Bytes that the server has set aside so far.</summary>
    public static long BytesSetAside(string dataFolder)
    {
        var folder = new DirectoryInfo(Path.Combine(dataFolder, "events", "quarantine"));
        return folder.Exists ? folder.EnumerateFiles().Sum(file => file.Length) : 0;
    }
}

/// <summary>A hit in a file of the log.</summary>
/// <param name="File">The file.</param>
/// <param name="Offset">Where its frame begins.</param>
/// <param name="Length">Bytes of its frame.</param>
/// <param name="Mark">Its campaign.</param>
internal sealed record JournalHit(string File, int Offset, int Length, string Mark)
{
    /// <summary>Where its frame ends.</summary>
    public int End => Offset + Length;

    /// <summary>Turns one bit of its frame over.</summary>
    public void Flip(int bit)
    {
        using var file = Open();
        file.Position = Offset + (bit / 8);
        var value = file.ReadByte();
        file.Position--;
        file.WriteByte((byte)(value ^ (1 << (bit % 8))));
    }

    /// <summary>Ends the file within or behind the frame, as a disk does that lost its newest blocks.</summary>
    public void CutFile(int offset)
    {
        using var file = Open();
        file.SetLength(offset);
    }

    /// <summary>Overwrites the file from an offset on.</summary>
    public void Overwrite(int offset, ReadOnlySpan<byte> bytes)
    {
        using var file = Open();
        file.Position = offset;
        file.Write(bytes);
    }

    /// <summary>The bytes of its frame.</summary>
    public byte[] Bytes() => System.IO.File.ReadAllBytes(File)[Offset..End];

    private FileStream Open() => new(File, FileMode.Open, FileAccess.ReadWrite);
}
