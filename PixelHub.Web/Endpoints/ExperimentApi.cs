using System.Diagnostics;
using Microsoft.AspNetCore.Http.HttpResults;
using PixelHub.Core.Accounts;
using PixelHub.Core.Catalog;
using PixelHub.Core.Reports;
using PixelHub.Web.Security;

namespace PixelHub.Web.Endpoints;

/// <summary>The management API of experiments.</summary>
public static class ExperimentApi
{
    /// <summary>Where it stands.</summary>
    public const string Prefix = "/experiments/api";

    /// <summary>Maps its calls.</summary>
    public static void MapExperimentApi(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup(Prefix).DisableAntiforgery();
        group.MapPost("", CreateAsync).RequireScope(ApiScopes.ExperimentsWrite);
        group.MapGet("check-slug", CheckSlug).RequireScope(ApiScopes.ExperimentsRead);
        group.MapGet("{uid}", GetAsync).RequireScope(ApiScopes.ExperimentsRead);
        group.MapPost("{uid}/start", StartAsync).RequireScope(ApiScopes.ExperimentsWrite);
        group.MapPost("{uid}/pause", PauseAsync).RequireScope(ApiScopes.ExperimentsWrite);
        group.MapGet("{uid}/export.ndjson", Export).RequireScope(ApiScopes.ExperimentsRead);
        group.MapOptOuts();
        group.MapRecipients();
        group.MapFallback("{**rest}", NothingHere).RequireAuthorization(ApiScopePolicies.AnyKey);
    }

    private static async Task<Results<ExperimentAnswer, ApiProblem>> CreateAsync(
        HttpRequest request, IExperimentStore store, ExperimentAnswers answers, CancellationToken cancellationToken)
    {
        var (document, problem) = await ApiBody.ReadAsync(request, cancellationToken);
        if (problem is not null)
        {
            return problem;
        }

        using (document)
        {
            var (draft, faults) = ExperimentInput.Read(document!.RootElement);
            return faults.Count > 0 ? ApiProblem.Validation(faults) : await store.CreateAsync(draft, cancellationToken) switch
            {
                StoreResult.Saved saved => answers.Created(saved.Experiment),
                StoreResult.Invalid invalid => ApiProblem.Validation(ExperimentInput.InWireNames(invalid.Faults)),
                StoreResult.SlugTaken taken => ApiProblem.SlugTaken(taken.Slug),
                var other => throw new UnreachableException($"Creating an experiment ended in {other}."),
            };
        }
    }

    private static async Task<Results<ExperimentAnswer, ApiProblem>> GetAsync(
        string uid, CatalogHolder catalog, ExperimentAnswers answers, CancellationToken cancellationToken) =>
        catalog.Current.FindByUid(uid) is { } experiment ? await answers.ReadAsync(experiment, cancellationToken) : NoSuchExperiment(uid);

    private static Task<Results<ExperimentAnswer, ApiProblem>> StartAsync(
        string uid, IExperimentStore store, ExperimentAnswers answers, CancellationToken cancellationToken) =>
        StepAsync(uid, Transition.Start, store, answers, cancellationToken);

    private static Task<Results<ExperimentAnswer, ApiProblem>> PauseAsync(
        string uid, IExperimentStore store, ExperimentAnswers answers, CancellationToken cancellationToken) =>
        StepAsync(uid, Transition.Pause, store, answers, cancellationToken);

    private static async Task<Results<ExperimentAnswer, ApiProblem>> StepAsync(
        string uid, Transition step, IExperimentStore store, ExperimentAnswers answers, CancellationToken cancellationToken) =>
        await store.TransitionAsync(uid, step, cancellationToken) switch
        {
            StoreResult.Saved saved => await answers.ReadAsync(saved.Experiment, cancellationToken),
            StoreResult.InvalidTransition invalid => ApiProblem.InvalidState(invalid.Status, invalid.Allowed),
            StoreResult.NotFound => NoSuchExperiment(uid),
            var other => throw new UnreachableException($"The step {step} ended in {other}."),
        };

    private static Results<HitExport, ApiProblem> Export(string uid, CatalogHolder catalog, IExperimentReports reports, CancellationToken cancellationToken) =>
        catalog.Current.FindByUid(uid) is { } experiment
            ? new HitExport(experiment, reports.ExportAsync(experiment.Number, cancellationToken))
            : NoSuchExperiment(uid);

    private static JsonHttpResult<SlugAnswer> CheckSlug(string? slug, CatalogHolder catalog)
    {
        var reason = Slug.Fault(slug) ?? (catalog.Current.FindBySlug(slug) is null ? null : "Another experiment has this slug.");
        return TypedResults.Json(new SlugAnswer(reason is null, reason), ApiJson.Options);
    }

    private static ApiProblem NothingHere(HttpRequest request) => ApiProblem.NotFound($"The API has no call {request.Method} {request.Path}.");

    private static ApiProblem NoSuchExperiment(string uid) => ApiProblem.NotFound($"There is no experiment “{uid}”.");
}
