using System.Buffers;
using System.Text.Json;
using PixelHub.Core.Catalog;
using PixelHub.Core.Reports;

namespace PixelHub.Web.Endpoints;

/// <summary>All hits of an experiment, one JSON object a line, written as they are read.</summary>
public sealed class HitExport(Experiment experiment, IAsyncEnumerable<HitRow> hits) : IResult
{
    private const int FlushBytes = 64 * 1024;

    /// <inheritdoc/>
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        // The first row is read before the answer begins: a database that fails then is a 503, not half a file.
        await using var rows = hits.GetAsyncEnumerator(httpContext.RequestAborted);
        var isThere = await rows.MoveNextAsync();

        var response = httpContext.Response;
        response.ContentType = "application/x-ndjson; charset=utf-8";
        response.Headers.CacheControl = "no-store";
        response.Headers.ContentDisposition = $"attachment; filename=\"{experiment.Slug}.ndjson\"";
        var body = response.BodyWriter;
        await using var json = new Utf8JsonWriter(body);
        while (isThere)
        {
            HitLine.Write(json, experiment, rows.Current);
            json.Flush();
            json.Reset();
            body.Write("\n"u8);
            if (body.UnflushedBytes >= FlushBytes)
            {
                await body.FlushAsync(httpContext.RequestAborted);
            }

            isThere = await rows.MoveNextAsync();
        }
    }
}
