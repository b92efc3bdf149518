using System.Buffers;
using System.Text;
using PixelHub.Core.Catalog;
using PixelHub.Core.Events;
using PixelHub.Core.Reports;

namespace PixelHub.Web.Endpoints;

/// <summary>Hits as lines of a CSV file (RFC 4180).</summary>
internal static class RecipientCsv
{
    private static readonly SearchValues<char> NeedQuotes = SearchValues.Create(",\"\r\n");
    private static readonly SearchValues<char> Formulas = SearchValues.Create("=+-@\t\r");

    /// <summary>The names of the columns.</summary>
    public static void WriteHead(IBufferWriter<byte> body) => Encoding.UTF8.GetBytes(
        "id,at,experiment,kind,variant,class,rule,client,os,device,country,link,channel,campaign,referrer_host,repeat,scope,first_class,first_rule,address\r\n", body);

    /// <summary>One hit.</summary>
    public static void Write(IBufferWriter<byte> body, Experiment? experiment, HitRow hit)
    {
        var e = hit.Event;
        ReadOnlySpan<string?> fields =
        [
            hit.Id, HitLine.Instant(e.At), experiment?.Slug.Value, e.Kind.Wire(), experiment?.Variants.FirstOrDefault(v => v.Number == e.Variant)?.Id,
            e.Class.Wire(), e.Rule, e.Client, e.Os, e.Device, e.Country, e.Link, e.Channel, e.Campaign, e.ReferrerHost, hit.IsRepeat ? "true" : "false", e.Scope.Wire(),
            e.First?.Class.Wire(), e.First?.Rule, e.Address,
        ];
        var line = new StringBuilder();
        foreach (var field in fields)
        {
            line.Append(line.Length == 0 ? "" : ",").Append(Field(field ?? ""));
        }

        Encoding.UTF8.GetBytes(line.Append("\r\n").ToString(), body);
    }

    /// <summary>A text that a spreadsheet neither splits nor takes for a formula: labels come from strangers.</summary>
    private static string Field(string text)
    {
        text = text is [var first, ..] && Formulas.Contains(first) ? "'" + text : text;
        return text.AsSpan().ContainsAny(NeedQuotes) ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
    }
}
