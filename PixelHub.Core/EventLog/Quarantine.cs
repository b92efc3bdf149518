using System.Globalization;
using Microsoft.Extensions.Logging;

namespace PixelHub.Core.EventLog;

/// <summary>Keeps what the log holds but cannot be read, so that nothing is thrown away unseen.</summary>
internal sealed class Quarantine(string logFolder, ILogger logger)
{
    private readonly string _folder = Path.Combine(logFolder, "quarantine");

    /// <summary>Copies a stretch to a file of its own. Does nothing when that was done before: the same stretch may be read again after a failed commit.</summary>
    /// <exception cref="IOException">The disk refused: the stretch must not be skipped yet.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written.</exception>
    public void SetAside(SegmentView view, long from, long to)
    {
        var target = Path.Combine(_folder, from.ToString("d20", CultureInfo.InvariantCulture) + ".bin");
        if (File.Exists(target))
        {
            return;
        }

        Directory.CreateDirectory(_folder);
        var unfinished = target + ".tmp";
        using (var file = File.Create(unfinished))
        {
            for (var position = from; position < to;)
            {
                var bytes = view.Slice(position, to);
                file.Write(bytes);
                position += bytes.Length;
            }

            file.Flush(flushToDisk: true);
        }

        File.Move(unfinished, target, overwrite: true);
        EventLogMessages.SetAside(logger, to - from, from, target);
    }

    /// <summary>Overwrites these bytes with zeros wherever they stand.</summary>
    /// <exception cref="IOException">A file cannot be read or written.</exception>
    /// <exception cref="UnauthorizedAccessException">As before.</exception>
    public void Blank(ReadOnlySpan<byte> bytes)
    {
        if (!Directory.Exists(_folder))
        {
            return;
        }

        foreach (var path in Directory.EnumerateFiles(_folder))
        {
            using var file = File.Open(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
            Blank(file, bytes);
        }
    }

    /// <summary>In windows that overlap, so that a hit across their border is one.</summary>
    private static void Blank(FileStream file, ReadOnlySpan<byte> bytes)
    {
        var window = new byte[SegmentView.WindowBytes];
        var hasChanged = false;
        for (long offset = 0; offset < file.Length; offset += window.Length - bytes.Length + 1)
        {
            file.Position = offset;
            var read = window.AsSpan(0, file.ReadAtLeast(window, window.Length, throwOnEndOfStream: false));
            for (var place = read.IndexOf(bytes); place >= 0; place = read.IndexOf(bytes))
            {
                read.Slice(place, bytes.Length).Clear();
                file.Position = offset + place;
                file.Write(read.Slice(place, bytes.Length));
                hasChanged = true;
            }
        }

        if (hasChanged)
        {
            file.Flush(flushToDisk: true);
        }
    }
}
