using Microsoft.Win32.SafeHandles;

namespace PixelHub.Core.EventLog;

/// <summary>A segment seen through a window that moves along with the reading.</summary>
/// <param name="segment">The segment.</param>
/// <param name="window">Memory for the window; longer than a frame can be.</param>
internal sealed class SegmentView(Segment segment, byte[] window) : IDisposable
{
    /// <summary>A good length for the window: some thousand events with one read.</summary>
    public const int WindowBytes = 262_144;

    private readonly SafeFileHandle _file =
        File.OpenHandle(segment.Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);

    private long _position = -1;
    private int _length;

    public Segment Segment => segment;

    /// <summary>The bytes from a position on, up to the limit: all of them, or at least as many as a frame can have.</summary>
    /// <param name="position">In the segment.</param>
    /// <param name="limit">What is behind it does not count, and may change at any moment.</param>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public ReadOnlySpan<byte> Slice(long position, long limit)
    {
        var wanted = (int)Math.Min(Frame.MaxBytes, limit - position);
        if (position < _position || position + wanted > _position + _length)
        {
            Fill(position, limit);
        }

        var offset = (int)(position - _position);
        return window.AsSpan(offset, (int)Math.Min(_length - offset, limit - position));
    }

    /// <summary>Forgets the window, of which the end may have been read before it was written.</summary>
    public void Forget() => _length = 0;

    public void Dispose() => _file.Dispose();

    private void Fill(long position, long limit)
    {
        _position = position;
        _length = 0;
        var wanted = (int)Math.Min(window.Length, limit - position);
        while (_length < wanted)
        {
            var read = RandomAccess.Read(_file, window.AsSpan(_length, wanted - _length), position - segment.Start + _length);
            if (read == 0)
            {
                // The file has become shorter under our eyes: what is missing reads as damage.
                window.AsSpan(_length, wanted - _length).Clear();
                _length = wanted;
                return;
            }

            _length += read;
        }
    }
}
