using System.Buffers.Binary;
using System.Globalization;
using System.IO.Compression;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using PixelHub.Web.Snippets;
using QRCoder;

namespace PixelHub.Tests.Snippets;

public sealed partial class QrCodesTests
{
    private const string Url = "https://mail.example.com/s/summer-sale/click";
    private const int QuietZone = 4;

    [Theory]
    [InlineData(1)]
    [InlineData(10)]
    public void The_png_shows_each_module_of_the_code_within_its_quiet_zone(int pixelsPerModule)
    {
        var pixels = Pixels(QrCodes.Png(Url, pixelsPerModule));
        var modules = Modules(Url);

        Assert.Equal(modules.Length * pixelsPerModule, pixels.Length);
        for (var y = 0; y < pixels.Length; y++)
        {
            for (var x = 0; x < pixels.Length; x++)
            {
                Assert.True(pixels[y][x] == modules[y / pixelsPerModule][x / pixelsPerModule], $"The pixel at {x}, {y} is wrong.");
            }
        }

        Assert.DoesNotContain(true, pixels.Take(QuietZone * pixelsPerModule).SelectMany(row => row));
        Assert.DoesNotContain(true, pixels.Select(row => row[..(QuietZone * pixelsPerModule)]).SelectMany(left => left));
        Assert.True(pixels[QuietZone * pixelsPerModule][QuietZone * pixelsPerModule]);
    }

    [Fact]
    public void Another_address_is_another_picture()
    {
        Assert.NotEqual(QrCodes.Png(Url), QrCodes.Png(Url + "2"));
        Assert.NotEqual(QrCodes.Svg(Url), QrCodes.Svg(Url + "2"));
    }

    [Fact]
    public void The_svg_shows_the_same_modules_and_fills_its_box()
    {
        var svg = XElement.Parse(QrCodes.Svg(Url));
        var side = Modules(Url).Length;

        Assert.Equal("svg", svg.Name.LocalName);
        Assert.Equal($"0 0 {side} {side}", svg.Attribute("viewBox")?.Value);
        Assert.Null(svg.Attribute("width"));
        var shapes = svg.Elements().ToList();
        Assert.Equal(["rect", "path"], shapes.Select(shape => shape.Name.LocalName));
        Assert.Equal(("#ffffff", "#000000"), (shapes[0].Attribute("fill")?.Value, shapes[1].Attribute("fill")?.Value));

        var drawn = new bool[side, side];
        foreach (Match run in Runs().Matches(shapes[1].Attribute("d")!.Value))
        {
            var (x, y, width) = (Number(run, "x"), Number(run, "y"), Number(run, "width"));
            for (var i = 0; i < width; i++)
            {
                drawn[y, x + i] = true;
            }
        }

        Assert.Equal(Modules(Url).SelectMany(row => row), drawn.Cast<bool>());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(41)]
    public void A_picture_of_no_or_absurd_size_is_refused(int pixelsPerModule)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => QrCodes.Png(Url, pixelsPerModule));
    }

    private static int Number(Match run, string name) => int.Parse(run.Groups[name].Value, CultureInfo.InvariantCulture);

    /// <summary>A run of dark modules: to a place, right, one down, back left, close.</summary>
    [GeneratedRegex(@"M(?<x>\d+) (?<y>\d+)h(?<width>\d+)v1h-\k<width>z", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Runs();

    /// <summary>True for dark, with the quiet zone.</summary>
    private static bool[][] Modules(string url)
    {
        using var data = QRCodeGenerator.GenerateQrCode(url, QRCodeGenerator.ECCLevel.M);
        return [.. data.ModuleMatrix.Select(row => row.Cast<bool>().ToArray())];
    }

    /// <summary>Reads the only kind of PNG that can come: one bit per pixel, rows unfiltered.</summary>
    private static bool[][] Pixels(byte[] png)
    {
        Assert.Equal([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A], png[..8]);
        using var compressed = new MemoryStream();
        var (width, height) = (0, 0);
        for (var at = 8; at < png.Length;)
        {
            var length = BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(at));
            var content = png.AsSpan(at + 8, length);
            switch (System.Text.Encoding.ASCII.GetString(png, at + 4, 4))
            {
                case "IHDR":
                    (width, height) = (BinaryPrimitives.ReadInt32BigEndian(content), BinaryPrimitives.ReadInt32BigEndian(content[4..]));
                    Assert.Equal((1, 0), (content[8], content[9])); // one bit, grey
                    break;
                case "IDAT":
                    compressed.Write(content);
                    break;
            }

            at += length + 12;
        }

        compressed.Position = 0;
        using var inflate = new ZLibStream(compressed, CompressionMode.Decompress);
        var row = new byte[1 + ((width + 7) / 8)];
        var pixels = new bool[height][];
        for (var y = 0; y < height; y++)
        {
            inflate.ReadExactly(row);
            Assert.Equal(0, row[0]);
            pixels[y] = [.. Enumerable.Range(0, width).Select(x => (row[1 + (x / 8)] & (0x80 >> (x % 8))) == 0)];
        }

        return pixels;
    }
}
