using PixelHub.Core.Catalog;

namespace PixelHub.Web.Endpoints;

/// <summary>An experiment as programs see it. Fields whose feature is not there yet have the value they will have by default.</summary>
public sealed record ExperimentJson
{
    public required string Uid { get; init; }

    public required string Slug { get; init; }

    public required string Type { get; init; }

    public required string Name { get; init; }

    public required string Status { get; init; }

    public required IReadOnlyList<VariantJson> Variants { get; init; }

    public required GoalJson GoalConfig { get; init; }

    public BanditJson BanditConfig { get; init; } = new();

    public string? Hypothesis { get; init; }

    public int MinimumSampleSize { get; init; } = 1_000;

    public double ConfidenceThreshold { get; init; } = 0.95;

    public int MinimumRunDays { get; init; } = 7;

    public string? WinnerVariantId { get; init; }

    public DateTime? WinnerDeclaredAt { get; init; }

    public string? FallbackImageUrl { get; init; }

    public DateTime? StartAt { get; init; }

    public DateTime? EndAt { get; init; }

    public DateTime? ExpiresAt { get; init; }

    public required string PrivacyMode { get; init; }

    public IReadOnlyList<string> Tags { get; init; } = [];

    public required UrlsJson Urls { get; init; }

    public required DateTime CreatedAt { get; init; }

    public required DateTime UpdatedAt { get; init; }

    public required long Revision { get; init; }

    /// <summary>Describes an experiment.</summary>
    /// <param name="experiment">The experiment.</param>
    /// <param name="counts">Its counts.</param>
    /// <param name="publicUrl">Address under which mails reach this server, without a slash at its end.</param>
    public static ExperimentJson Of(Experiment experiment, VariantCounts counts, string publicUrl) => new()
    {
        Uid = experiment.Uid,
        Slug = experiment.Slug.Value,
        Type = experiment.Type.Wire(),
        Name = experiment.Name,
        Status = experiment.Status.Wire(),
        Variants = [.. experiment.Variants.Select(v => VariantJson.Of(experiment, v, counts))],
        GoalConfig = GoalJson.Of(experiment),
        WinnerVariantId = experiment.WinnerVariantId,
        PrivacyMode = experiment.PrivacyMode.Wire(),
        Urls = UrlsJson.Of(experiment.Slug, publicUrl),
        CreatedAt = ApiJson.Instant(experiment.CreatedAt),
        UpdatedAt = ApiJson.Instant(experiment.UpdatedAt),
        Revision = experiment.Revision,
    };
}

/// <summary>What counts as success.</summary>
/// <param name="Type"><c>click_through</c> where there is a link to follow, else <c>impressions_only</c>.</param>
/// <param name="DestinationUrl">Where clicks lead unless the variant has its own destination.</param>
public sealed record GoalJson(string Type, string? DestinationUrl)
{
    /// <summary>The goal of an experiment.</summary>
    public static GoalJson Of(Experiment experiment) => new(
        experiment.Destination is not null || experiment.Variants.Any(v => v.Destination is not null) ? "click_through" : "impressions_only",
        experiment.Destination?.Value);
}

/// <summary>Automatic re-weighting.</summary>
public sealed record BanditJson(
    bool Enabled = false, string Algorithm = "thompson_sampling", int WarmupImpressions = 50, int RecomputeIntervalMinutes = 15);

/// <summary>The public addresses of an experiment.</summary>
public sealed record UrlsJson(string Pixel, string Click, string Image)
{
    /// <summary>The addresses under a public URL.</summary>
    public static UrlsJson Of(Slug slug, string publicUrl) =>
        new($"{publicUrl}/s/{slug}/pixel.gif", $"{publicUrl}/s/{slug}/click", $"{publicUrl}/s/{slug}.png");
}
