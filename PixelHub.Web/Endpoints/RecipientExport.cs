using System.IO.Pipelines;
using System.Text.Json;
using PixelHub.Core.Catalog;
using PixelHub.Core.Recipients;
using PixelHub.Core.Rollups;

namespace PixelHub.Web.Endpoints;

/// <summary>Everything about one recipient, written as it is found: one experiment after the other.</summary>
public sealed class RecipientExport : IResult
{
    private const int FlushBytes = 64 * 1024;

    private readonly RecipientExports _source;
    private readonly string _text;
    private readonly ulong _recipient;
    private readonly bool _isCsv;

    internal RecipientExport(RecipientExports source, string text, ulong recipient, bool isCsv) =>
        (_source, _text, _recipient, _isCsv) = (source, text, recipient, isCsv);

    /// <inheritdoc/>
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        var experiments = await _source.Records.ExperimentsAsync(httpContext.RequestAborted); // a database that fails is found before the answer begins
        response.ContentType = _isCsv ? "text/csv; charset=utf-8" : "application/json; charset=utf-8";
        response.Headers.CacheControl = "no-store";
        response.Headers.ContentDisposition = $"attachment; filename=\"recipient.{(_isCsv ? "csv" : "json")}\"";
        await WriteAsync(response.BodyWriter, experiments, httpContext.RequestAborted);
    }

    /// <summary>Writes the file.</summary>
    internal async Task WriteAsync(PipeWriter body, IReadOnlyList<int> experiments, CancellationToken cancellationToken)
    {
        await (_isCsv ? WriteCsvAsync(body, experiments, cancellationToken) : WriteJsonAsync(body, experiments, cancellationToken));
        await body.FlushAsync(cancellationToken);
    }

    private async Task WriteCsvAsync(PipeWriter body, IReadOnlyList<int> experiments, CancellationToken cancellationToken)
    {
        RecipientCsv.WriteHead(body);
        foreach (var number in experiments)
        {
            var experiment = _source.Find(number);
            await foreach (var hit in _source.Records.HitsAsync(_recipient, number, cancellationToken))
            {
                RecipientCsv.Write(body, experiment, hit);
                await FlushWhenMuchAsync(body, cancellationToken);
            }
        }
    }

    private async Task WriteJsonAsync(PipeWriter body, IReadOnlyList<int> experiments, CancellationToken cancellationToken)
    {
        await using var json = new Utf8JsonWriter(body);
        json.WriteStartObject();
        json.WriteString("recipient", _text);
        json.WriteString("storedAs", HitLine.Key(_recipient));
        json.WriteString("exportedAt", HitLine.Instant(_source.Now));
        json.WriteBoolean("optedOut", _source.IsOptedOut(_recipient));
        json.WriteStartArray("experiments");
        foreach (var number in experiments)
        {
            await WriteExperimentAsync(body, json, number, cancellationToken);
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.Flush();
    }

    private async Task WriteExperimentAsync(PipeWriter body, Utf8JsonWriter json, int number, CancellationToken cancellationToken)
    {
        var known = await _source.Records.KnownAsync(_recipient, number, cancellationToken);
        await using var hits = _source.Records.HitsAsync(_recipient, number, cancellationToken).GetAsyncEnumerator(cancellationToken);
        var isThere = await hits.MoveNextAsync();
        if (!isThere && known == default)
        {
            return;
        }

        var experiment = _source.Find(number);
        json.WriteStartObject();
        json.WriteString("uid", experiment?.Uid);
        json.WriteString("slug", experiment?.Slug.Value);
        json.WriteString("name", experiment?.Name);
        WriteKnown(json, experiment, known);
        json.WriteStartArray("hits");
        for (; isThere; isThere = await hits.MoveNextAsync())
        {
            HitLine.Write(json, experiment, hits.Current);
            json.Flush();
            await FlushWhenMuchAsync(body, cancellationToken);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteKnown(Utf8JsonWriter json, Experiment? experiment, RecipientKnowledge known)
    {
        var person = known.Person;
        json.WriteStartObject("known");
        json.WriteBoolean("opened", person.Kinds.HasFlag(PersonKinds.Opened));
        json.WriteBoolean("clicked", person.Kinds.HasFlag(PersonKinds.Clicked));
        json.WriteBoolean("pixelFetchedByMachine", person.Kinds.HasFlag(PersonKinds.MachineImpression));
        json.WriteBoolean("linkFetchedByMachine", person.Kinds.HasFlag(PersonKinds.MachineClick));
        json.WriteString("firstVariantId", experiment?.Variants.FirstOrDefault(v => v.Number == person.Variant)?.Id);
        json.WriteBoolean("fromDeletedHits", known.Purged != default);
        json.WriteEndObject();
    }

    private static async ValueTask FlushWhenMuchAsync(PipeWriter body, CancellationToken cancellationToken)
    {
        if (body.UnflushedBytes >= FlushBytes)
        {
            await body.FlushAsync(cancellationToken);
        }
    }
}
