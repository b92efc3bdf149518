using System.Buffers;
using System.Text;
using PixelHub.Web.Endpoints;

namespace PixelHub.Tests.Endpoints;

public sealed class RequestLineRepairTests
{
    [Theory]
    [InlineData("GET /s/a/pixel.gif?r=\u00e9 x\u007f HTTP/1.1\r\nHost: \u00e9\r\n", "GET /s/a/pixel.gif?r=~+x+ HTTP/1.1\r\nHost: \u00e9\r\n")]
    [InlineData("HEAD /s/%00/click?%00 HTTP/1.0\r\n", "HEAD /s/%01/click?%00 HTTP/1.0\r\n")]
    public void Only_the_target_changes_and_no_length_does(string arrived, string repaired) => Assert.Equal(repaired, After(arrived, int.MaxValue));

    [Theory]
    [InlineData("POST /s/a/pixel.gif?r=\u00e9 HTTP/1.1\r\n")]
    [InlineData("GET /login?r=\u00e9 HTTP/1.1\r\n")]
    [InlineData("GET /s/a?r=\u00e9 HTTP/2.0\r\n")]
    [InlineData("GET /s/a?r=\u00e9\r\n")]
    [InlineData("GET /s/\u00e9\n")]
    [InlineData("GET /s/a?r=\u00e9 HTTP/1.1\n")]
    [InlineData("GET /s/a?r=\u00e9 x")]
    [InlineData("GET /s/a?r=sound HTTP/1.1\r\n\u00e9\u00e9\u00e9")]
    [InlineData("{\"text\":\"GET /s/\u00e9 HTTP/1.1\r\n\"}")]
    [InlineData("")]
    public void Everything_else_stays_as_it_is(string arrived) => Assert.Equal(arrived, After(arrived, int.MaxValue));

    [Fact]
    public void A_line_in_pieces_is_repaired_like_a_whole_one()
    {
        const string Arrived = "GET /s/summer-sale/pixel.gif?r=\u00e9&c=a b HTTP/1.1\r\nHost: x\r\n\r\n";
        for (var size = 8; size < Arrived.Length; size++)
        {
            Assert.Equal("GET /s/summer-sale/pixel.gif?r=~&c=a+b HTTP/1.1\r\nHost: x\r\n\r\n", After(Arrived, size));
        }
    }

    [Fact]
    public void The_original_belongs_to_the_repaired_query_only()
    {
        var original = new OriginalTarget("/s/a/click?r=é&c=1 2"u8.ToArray());

        Assert.Equal("?r=é&c=1 2", original.QueryBehind("?r=~~&c=1+2"));
        Assert.Null(original.QueryBehind("?r=~~&c=1+3"));
        Assert.Null(original.QueryBehind("?r=~x&c=1+2"));
        Assert.Null(original.QueryBehind("?r=~"));
    }

    private static string After(string text, int pieceSize)
    {
        var bytes = Encoding.Latin1.GetBytes(text);
        RequestLineRepair.Repair(Pieces(bytes, Math.Min(pieceSize, Math.Max(bytes.Length, 1))));
        return Encoding.Latin1.GetString(bytes);
    }

    private static ReadOnlySequence<byte> Pieces(byte[] bytes, int size)
    {
        Piece? first = null, last = null;
        for (var i = 0; i < bytes.Length; i += size)
        {
            last = new Piece(bytes.AsMemory(i, Math.Min(size, bytes.Length - i)), last);
            first ??= last;
        }

        return first is null ? ReadOnlySequence<byte>.Empty : new ReadOnlySequence<byte>(first, 0, last!, last!.Memory.Length);
    }

    private sealed class Piece : ReadOnlySequenceSegment<byte>
    {
        public Piece(ReadOnlyMemory<byte> memory, Piece? before)
        {
            Memory = memory;
            if (before is not null)
            {
                RunningIndex = before.RunningIndex + before.Memory.Length;
                before.Next = this;
            }
        }
    }
}
