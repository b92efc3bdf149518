using QRCoder;

namespace PixelHub.Web.Snippets;

/// <summary>
/// Draws addresses as QR codes, black on white with the quiet zone of four modules that readers need. Drawn without System.Drawing, which exists
/// on Windows only.
/// </summary>
public static class QrCodes
{
    /// <summary>Survives the loss of 15 %: a crease or a stain, without making the code much denser.</summary>
    private const QRCodeGenerator.ECCLevel Correction = QRCodeGenerator.ECCLevel.M;

    /// <summary>A PNG.</summary>
    /// <param name="url">At most about 2,300 characters.</param>
    /// <param name="pixelsPerModule">Side of one module, 1 to 40; 10 is enough for a palm-sized print.</param>
    /// <exception cref="ArgumentOutOfRangeException">The side is too small or too large.</exception>
    public static byte[] Png(string url, int pixelsPerModule = 10)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(pixelsPerModule, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(pixelsPerModule, 40);
        using var data = QRCodeGenerator.GenerateQrCode(url, Correction);
        using var code = new PngByteQRCode(data);
        return code.GetGraphic(pixelsPerModule, drawQuietZones: true);
    }

    /// <summary>An SVG without a size of its own: it fills the box it is put into.</summary>
    /// <param name="url">At most about 2,300 characters.</param>
    public static string Svg(string url)
    {
        using var data = QRCodeGenerator.GenerateQrCode(url, Correction);
        using var code = new SvgQRCode(data);
        return code.GetGraphic(1, "#000000", "#ffffff", drawQuietZones: true, SvgQRCode.SizingMode.ViewBoxAttribute);
    }
}
