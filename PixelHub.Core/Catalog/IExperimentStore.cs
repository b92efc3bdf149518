namespace PixelHub.Core.Catalog;

/// <summary>Changes what the owner set up. Every change that succeeds is in <see cref="CatalogHolder"/> when the call returns.</summary>
public interface IExperimentStore
{
    /// <summary>Makes an experiment as a draft.</summary>
    Task<StoreResult> CreateAsync(ExperimentDraft draft, CancellationToken cancellationToken);

    /// <summary>Replaces the editable fields of an experiment.</summary>
    /// <param name="uid">Which one.</param>
    /// <param name="draft">All its fields as they shall be.</param>
    /// <param name="revision">The revision the editor started from; null to overwrite whatever is there.</param>
    /// <param name="cancellationToken">Gives up before anything is changed.</param>
    Task<StoreResult> UpdateAsync(string uid, ExperimentDraft draft, long? revision, CancellationToken cancellationToken);

    /// <summary>Replaces how many mails of an experiment were sent, in whatever status it counts.</summary>
    /// <param name="uid">Which one.</param>
    /// <param name="counts">All its counts as they shall be; what is missing is forgotten.</param>
    /// <param name="revision">The revision that was looked at; null to overwrite whatever is there.</param>
    /// <param name="cancellationToken">Gives up before anything is changed.</param>
    Task<StoreResult> CountSentAsync(string uid, SentCounts counts, long? revision, CancellationToken cancellationToken);

    /// <summary>Starts, pauses or resumes.</summary>
    Task<StoreResult> TransitionAsync(string uid, Transition transition, CancellationToken cancellationToken);

    /// <summary>Reads everything from the database into <see cref="CatalogHolder"/>.</summary>
    Task LoadAsync(CancellationToken cancellationToken);
}

/// <summary>How a change ended.</summary>
public abstract record StoreResult
{
    private StoreResult()
    {
    }

    /// <summary>Done; this is the experiment now.</summary>
    public sealed record Saved(Experiment Experiment) : StoreResult;

    /// <summary>Nothing was changed: these fields are wrong.</summary>
    public sealed record Invalid(IReadOnlyList<FieldFault> Faults) : StoreResult;

    /// <summary>Nothing was changed: another experiment has the slug, or had it and its links are still out there.</summary>
    public sealed record SlugTaken(string Slug) : StoreResult;

    /// <summary>Nothing was changed: no experiment has that uid.</summary>
    public sealed record NotFound : StoreResult;

    /// <summary>Nothing was changed: somebody else saved since the editor was opened.</summary>
    public sealed record Stale(Experiment Current) : StoreResult;

    /// <summary>Nothing was changed: these fields cannot be edited in the experiment's status.</summary>
    public sealed record NotEditable(ExperimentStatus Status, IReadOnlyList<string> Fields) : StoreResult;

    /// <summary>Nothing was changed: the step is not possible from here.</summary>
    public sealed record InvalidTransition(ExperimentStatus Status, IReadOnlyList<Transition> Allowed) : StoreResult;
}
