using System.Globalization;
using System.Text.Json;
using PixelHub.Core.Catalog;
using PixelHub.Core.Events;
using PixelHub.Core.Reports;

namespace PixelHub.Web.Endpoints;

/// <summary>An event as one JSON object.</summary>
internal static class HitLine
{
    public static void Write(Utf8JsonWriter json, Experiment experiment, HitRow hit)
    {
        var e = hit.Event;
        json.WriteStartObject();
        json.WriteString("id", hit.Id);
        json.WriteString("at", e.At.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
        json.WriteString("kind", e.Kind.Wire());
        json.WriteString("experiment", experiment.Slug.Value);
        json.WriteString("variantId", experiment.Variants.FirstOrDefault(v => v.Number == e.Variant)?.Id);
        json.WriteString("class", e.Class.Wire());
        json.WriteString("rule", e.Rule);
        json.WriteString("client", e.Client);
        json.WriteString("os", e.Os);
        json.WriteString("device", e.Device);
        json.WriteString("country", e.Country);
        json.WriteString("recipient", NameOf(experiment, e) ?? Key(e.Recipient));
        json.WriteString("viewer", Key(e.Viewer));
        if (e.Address is not null)
        {
            json.WriteString("address", e.Address); // only where the install keeps one: by default the line has no such field
        }

        json.WriteString("link", e.Link);
        json.WriteString("channel", e.Channel);
        json.WriteString("campaign", e.Campaign);
        json.WriteString("referrerHost", e.ReferrerHost);
        json.WriteBoolean("repeat", hit.IsRepeat);
        json.WriteString("scope", e.Scope.Wire());
        json.WriteNull("value");
        json.WriteNull("currency");
        json.WriteEndObject();
    }

    /// <summary>By the mode as it is when the line is written: an experiment that left it shows no names.</summary>
    private static string? NameOf(Experiment experiment, TrackedEvent e) => experiment is { KeepsNames: true } ? e.RecipientText : null;

    private static string? Key(ulong hash) => hash == 0 ? null : hash.ToString("x16", CultureInfo.InvariantCulture);
}
