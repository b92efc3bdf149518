using System.Globalization;
using System.Text;

namespace PixelHub.Bench.Reporting;

/// <summary>Text and tables, with numbers as English writes them.</summary>
internal sealed class Markdown
{
    private readonly StringBuilder _text = new();

    public Markdown Line(FormattableString line)
    {
        _text.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');
        return this;
    }

    public Markdown Line() => Line($"");

    /// <summary>The head of a table; the first column holds names, the others hold figures.</summary>
    public Markdown Head(string first, params string[] others) =>
        Line($"| {string.Join(" | ", [first, .. others])} |").Line($"|---|{string.Concat(Enumerable.Repeat("---:|", others.Length))}");

    public override string ToString() => _text.ToString();

    public static string Milliseconds(TimeSpan time) => time.TotalMilliseconds.ToString("0.00 ms", CultureInfo.InvariantCulture);

    public static string Microseconds(TimeSpan time) => time.TotalMicroseconds.ToString("0.0 µs", CultureInfo.InvariantCulture);

    public static string Seconds(TimeSpan time) => time.TotalSeconds.ToString("0.00 s", CultureInfo.InvariantCulture);

    public static string Megabytes(long bytes) => (bytes / 1_048_576.0).ToString("0 MB", CultureInfo.InvariantCulture);
}
