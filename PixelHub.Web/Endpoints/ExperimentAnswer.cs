using System.Globalization;
using System.Text.Json.Serialization;
using PixelHub.Core.Catalog;
using PixelHub.Core.Reports;
using PixelHub.Core.Rollups;
using PixelHub.Web.Composition;

namespace PixelHub.Web.Endpoints;

/// <summary>An experiment as the answer to a call; its revision is the entity tag.</summary>
public sealed class ExperimentAnswer(Experiment experiment, VariantCounts counts, PublicAddress address, int status) : IResult
{
    /// <inheritdoc/>
    public Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.StatusCode = status;
        response.Headers.ETag = $"\"{experiment.Revision.ToString(CultureInfo.InvariantCulture)}\"";
        response.Headers.CacheControl = "no-store";
        if (status == StatusCodes.Status201Created)
        {
            response.Headers.Location = $"{ExperimentApi.Prefix}/{experiment.Uid}";
        }

        var body = new ExperimentEnvelope(ExperimentJson.Of(experiment, counts, address.Of(httpContext.Request)));
        return response.WriteAsJsonAsync(body, ApiJson.Options, httpContext.RequestAborted);
    }
}

/// <summary>The object around an experiment.</summary>
/// <param name="Experiment">The experiment.</param>
public sealed record ExperimentEnvelope(ExperimentJson Experiment);

/// <summary>Whether a slug can be used.</summary>
/// <param name="Available">Whether it can.</param>
/// <param name="Reason">Why not, as a sentence.</param>
public sealed record SlugAnswer(bool Available, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Reason);

/// <summary>Makes answers out of experiments and their counts.</summary>
public sealed class ExperimentAnswers(IExperimentReports reports, PublicAddress address, TimeProvider time)
{
    /// <summary>A new experiment: it has no counts yet.</summary>
    public ExperimentAnswer Created(Experiment experiment) =>
        new(experiment, new VariantCounts([]), address, StatusCodes.Status201Created);

    /// <summary>An experiment with its counts.</summary>
    public async Task<ExperimentAnswer> ReadAsync(Experiment experiment, CancellationToken cancellationToken)
    {
        // Only the totals are wanted; the range of the series is as short as can be.
        var now = time.GetUtcNow();
        var report = await reports.ReadAsync(new ReportQuery(experiment.Number, now, now, BucketSize.Minute), cancellationToken);
        return new ExperimentAnswer(experiment, new VariantCounts(report.Totals), address, StatusCodes.Status200OK);
    }
}
