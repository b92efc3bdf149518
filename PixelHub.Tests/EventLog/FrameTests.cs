using PixelHub.Core.EventLog;

namespace PixelHub.Tests.EventLog;

public class FrameTests
{
    private const long Position = 1_234_567_890_123;

    [Fact]
    public void A_frame_gives_its_payload_back()
    {
        var bytes = Make([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
        Assert.True(Frame.TryRead(bytes, Position, out var payload));
        Assert.Equal([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11], payload.ToArray());
    }

    [Fact]
    public void A_frame_at_another_position_is_none() => Assert.False(Frame.TryRead(Make([1, 2, 3]), Position + 1, out _));

    [Fact]
    public void Any_changed_bit_makes_it_none()
    {
        var bytes = Make([1, 2, 3, 4, 5, 6, 7, 8, 9]);
        for (var bit = 0; bit < bytes.Length * 8; bit++)
        {
            bytes[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.False(Frame.TryRead(bytes, Position, out _), $"bit {bit}");
            bytes[bit / 8] ^= (byte)(1 << (bit % 8));
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(8)]
    [InlineData(64)]
    public void Zeros_are_none(int length) => Assert.False(Frame.TryRead(new byte[length], 0, out _));

    private static byte[] Make(byte[] payload)
    {
        var bytes = new byte[Frame.HeaderBytes + payload.Length];
        payload.CopyTo(bytes, Frame.HeaderBytes);
        Frame.SetLength(bytes, payload.Length);
        Assert.Equal(bytes.Length, Frame.Seal(bytes, Position));
        return bytes;
    }
}
