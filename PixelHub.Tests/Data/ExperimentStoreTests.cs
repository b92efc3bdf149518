using Microsoft.EntityFrameworkCore;
using PixelHub.Core.Catalog;
using PixelHub.Core.Data;
using PixelHub.Tests.Support;
using PixelHub.Web.Endpoints;

namespace PixelHub.Tests.Data;

public sealed class ExperimentStoreTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_new_experiment_is_a_draft_in_the_catalog_at_once()
    {
        await using var database = await TestDatabase.CreateAsync();
        var made = await database.AddExperimentAsync("spring-sale", new VariantDraft(), new VariantDraft(), new VariantDraft());

        var found = database.Catalog.Current.FindBySlug("SPRING-sale");
        Assert.Equal(made.Uid, found?.Uid);
        Assert.Equal(ExperimentStatus.Draft, found!.Status);
        Assert.Equal([3_334, 3_333, 3_333], found.Variants.Select(v => v.Weight));
        Assert.Equal(["a", "b", "c"], found.Variants.Select(v => v.Id));
        Assert.StartsWith("exp_", made.Uid, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_saved_is_in_the_catalog_although_the_database_is_lost_a_moment_later()
    {
        await using var database = await TestDatabase.CreateAsync();
        var contexts = new LosesTheDatabase(database.Contexts);
        using var store = new ExperimentStore(contexts, database.Catalog, database.Options, TimeProvider.System);

        var made = Assert.IsType<StoreResult.Saved>(await store.CreateAsync(new ExperimentDraft { Name = "x", Slug = "spring", Variants = [new()] }, Cancel));
        contexts.Remaining = 1;
        await store.TransitionAsync(made.Experiment.Uid, Transition.Start, Cancel);

        Assert.Equal(ExperimentStatus.Running, Assert.Single(database.Catalog.Current.Experiments).Status);
    }

    private sealed class LosesTheDatabase(IDbContextFactory<PixelHubDb> inner) : IDbContextFactory<PixelHubDb>
    {
        public int Remaining { get; set; } = 1;

        public PixelHubDb CreateDbContext() => Remaining-- > 0 ? inner.CreateDbContext() : throw new IOException("The disk is gone.");
    }

    [Fact]
    public async Task A_slug_belongs_to_one_experiment()
    {
        await using var database = await TestDatabase.CreateAsync();
        await database.AddExperimentAsync("spring");
        var second = await database.Experiments.CreateAsync(new ExperimentDraft { Name = "x", Slug = "Spring", Variants = [new()] }, Cancel);

        Assert.Equal(new StoreResult.SlugTaken("spring"), second);
        Assert.Single(database.Catalog.Current.Experiments);
    }

    [Fact]
    public async Task Two_at_once_with_one_slug_make_one_experiment()
    {
        await using var database = await TestDatabase.CreateAsync();
        var draft = new ExperimentDraft { Name = "x", Slug = "race", Variants = [new()] };
        var results = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => database.Experiments.CreateAsync(draft, Cancel), Cancel)));

        Assert.Single(results.OfType<StoreResult.Saved>());
        Assert.Equal(7, results.OfType<StoreResult.SlugTaken>().Count());
    }

    [Fact]
    public async Task Every_fault_of_a_draft_is_named_at_once()
    {
        await using var database = await TestDatabase.CreateAsync();
        var draft = new ExperimentDraft
        {
            Name = " ",
            Slug = "click",
            DestinationUrl = "javascript:alert(1)",
            RetentionDays = 36_501,
            Variants = [new() { Id = "a b", Weight = 5_000 }, new() { Weight = 4_000, SentCount = -1, DestinationUrl = "https://track.example.test/x" }],
        };

        var faults = Assert.IsType<StoreResult.Invalid>(await database.Experiments.CreateAsync(draft, Cancel)).Faults;

        Assert.Equal(
            ["name", "slug", "destinationUrl", "retentionDays", "variants[0].id", "variants[1].sentCount", "variants[1].destinationUrl", "variants"],
            faults.Select(f => f.Field));
        Assert.All(faults, f => Assert.EndsWith(".", f.Message, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(ExperimentStatus.Draft)]
    [InlineData(ExperimentStatus.Running)]
    [InlineData(ExperimentStatus.Paused)]
    [InlineData(ExperimentStatus.Completed)]
    [InlineData(ExperimentStatus.Archived)]
    public async Task How_long_single_hits_are_kept_can_change_in_every_status(ExperimentStatus status)
    {
        await using var database = await TestDatabase.CreateAsync();
        var draft = new ExperimentDraft { Name = "x", Slug = "spring", Variants = [new() { Id = "a" }], RetentionDays = 36_500 };
        var made = Assert.IsType<StoreResult.Saved>(await database.Experiments.CreateAsync(draft, Cancel)).Experiment;
        await database.ExecuteAsync($"update experiments set status = {(int)status}");

        var saved = Assert.IsType<StoreResult.Saved>(await database.Experiments.UpdateAsync(made.Uid, draft with { RetentionDays = 1 }, null, Cancel)).Experiment;

        Assert.Equal((status, 36_500, 1), (saved.Status, made.RetentionDays, saved.RetentionDays));
        await database.Experiments.LoadAsync(Cancel);
        Assert.Equal(1, database.Catalog.Current.FindByUid(made.Uid)!.RetentionDays);
    }

    [Fact]
    public async Task What_is_kept_of_readers_survives_a_save_that_does_not_mention_it_and_cannot_change_while_it_counts()
    {
        await using var database = await TestDatabase.CreateAsync();
        var draft = new ExperimentDraft { Name = "x", Slug = "spring", Variants = [new() { Id = "a" }], PrivacyMode = PrivacyMode.Aggregate };
        var made = Assert.IsType<StoreResult.Saved>(await database.Experiments.CreateAsync(draft, Cancel)).Experiment;
        await database.Experiments.TransitionAsync(made.Uid, Transition.Start, Cancel);

        var left = Assert.IsType<StoreResult.Saved>(await database.Experiments.UpdateAsync(made.Uid, draft with { PrivacyMode = null }, null, Cancel)).Experiment;
        var refused = Assert.IsType<StoreResult.NotEditable>(await database.Experiments.UpdateAsync(made.Uid, draft with { PrivacyMode = PrivacyMode.Pseudonymous }, null, Cancel));
        await database.Experiments.TransitionAsync(made.Uid, Transition.Pause, Cancel);
        var taken = Assert.IsType<StoreResult.Saved>(await database.Experiments.UpdateAsync(made.Uid, draft with { PrivacyMode = PrivacyMode.Pseudonymous }, null, Cancel)).Experiment;
        var unknown = Assert.IsType<StoreResult.Invalid>(await database.Experiments.UpdateAsync(made.Uid, draft with { PrivacyMode = (PrivacyMode)7 }, null, Cancel));

        Assert.Equal((PrivacyMode.Aggregate, PrivacyMode.Pseudonymous), (left.PrivacyMode, taken.PrivacyMode));
        Assert.Equal(["privacyMode"], refused.Fields);
        Assert.Equal("privacyMode", Assert.Single(unknown.Faults).Field);
        await database.Experiments.LoadAsync(Cancel);
        Assert.Equal(PrivacyMode.Pseudonymous, database.Catalog.Current.FindByUid(made.Uid)!.PrivacyMode);
    }

    [Fact]
    public async Task Who_says_nothing_about_single_hits_leaves_it_as_it_is_and_who_says_nothing_else_takes_it_back()
    {
        await using var database = await TestDatabase.CreateAsync();
        var draft = new ExperimentDraft { Name = "x", Slug = "spring", Variants = [new() { Id = "a" }], RetentionDays = 90 };
        var made = Assert.IsType<StoreResult.Saved>(await database.Experiments.CreateAsync(draft, Cancel)).Experiment;
        var silent = ExperimentInput.Read(System.Text.Json.JsonElement.Parse("""{"name":"y","slug":"spring","variants":[{"id":"a"}]}""")).Draft;

        var left = Assert.IsType<StoreResult.Saved>(await database.Experiments.UpdateAsync(made.Uid, silent, null, Cancel)).Experiment;
        var taken = Assert.IsType<StoreResult.Saved>(await database.Experiments.UpdateAsync(made.Uid, draft with { RetentionDays = null }, null, Cancel)).Experiment;

        Assert.Equal(("y", 90, null), (left.Name, left.RetentionDays, taken.RetentionDays));
    }

    [Fact]
    public async Task A_removed_variants_number_is_never_given_again()
    {
        await using var database = await TestDatabase.CreateAsync();
        var made = await database.AddExperimentAsync("spring", new VariantDraft { Id = "a" }, new VariantDraft { Id = "b" });
        await SaveAsync(database, made.Uid, new VariantDraft { Id = "a" });
        var after = await SaveAsync(database, made.Uid, new VariantDraft { Id = "b" }, new VariantDraft { Id = "a" });

        Assert.Equal([("b", 3), ("a", 1)], after.Variants.Select(v => (v.Id, v.Number)));
        Assert.Equal(after, database.Catalog.Current.FindByUid(made.Uid), (x, y) => x!.Revision == y!.Revision && x.Variants.SequenceEqual(y.Variants));
    }

    [Fact]
    public async Task A_save_from_an_old_revision_changes_nothing()
    {
        await using var database = await TestDatabase.CreateAsync();
        var made = await database.AddExperimentAsync("spring");
        var draft = new ExperimentDraft { Name = "second", Slug = "spring", Variants = [new() { Id = "a" }] };
        Assert.IsType<StoreResult.Saved>(await database.Experiments.UpdateAsync(made.Uid, draft, made.Revision, Cancel));

        var late = await database.Experiments.UpdateAsync(made.Uid, draft with { Name = "third" }, made.Revision, Cancel);

        Assert.Equal("second", Assert.IsType<StoreResult.Stale>(late).Current.Name);
        Assert.Equal("second", database.Catalog.Current.FindByUid(made.Uid)!.Name);
    }

    [Fact]
    public async Task While_it_runs_the_comparison_is_fixed_but_name_destination_and_sent_count_are_not()
    {
        await using var database = await TestDatabase.CreateAsync();
        var made = await database.AddExperimentAsync("spring", new VariantDraft { Id = "a" }, new VariantDraft { Id = "b" });
        await database.Experiments.TransitionAsync(made.Uid, Transition.Start, Cancel);
        var draft = new ExperimentDraft
        {
            Name = "new name",
            Slug = "spring",
            DestinationUrl = "https://example.test/new",
            Variants = [new() { Id = "a", SentCount = 5 }, new() { Id = "b" }],
        };

        Assert.IsType<StoreResult.Saved>(await database.Experiments.UpdateAsync(made.Uid, draft, null, Cancel));
        var locked = await database.Experiments.UpdateAsync(made.Uid, draft with { Slug = "other", Variants = [new() { Id = "a" }] }, null, Cancel);
        Assert.Equal(["slug", "variants"], Assert.IsType<StoreResult.NotEditable>(locked).Fields);
    }

    [Fact]
    public async Task A_slug_that_was_changed_goes_on_leading_to_the_experiment_and_is_nobody_elses()
    {
        await using var database = await TestDatabase.CreateAsync();
        var made = await database.AddExperimentAsync("spring");
        var draft = new ExperimentDraft { Name = "x", Slug = "summer", Variants = [new() { Id = "a" }] };
        Assert.IsType<StoreResult.Saved>(await database.Experiments.UpdateAsync(made.Uid, draft, null, Cancel));
        Assert.IsType<StoreResult.Saved>(await database.Experiments.UpdateAsync(made.Uid, draft with { Slug = "autumn" }, null, Cancel));

        await database.Experiments.LoadAsync(Cancel); // from the database, as after a restart
        Assert.All(["spring", "summer", "autumn"], slug => Assert.Equal(made.Uid, database.Catalog.Current.FindBySlug(slug)?.Uid));
        Assert.IsType<StoreResult.SlugTaken>(await database.Experiments.CreateAsync(draft with { Slug = "spring" }, Cancel));

        var back = Assert.IsType<StoreResult.Saved>(await database.Experiments.UpdateAsync(made.Uid, draft with { Slug = "spring" }, null, Cancel));
        Assert.Equal(["summer", "autumn"], back.Experiment.FormerSlugs.Select(s => s.Value));
    }

    [Fact]
    public async Task Sent_counts_are_kept_by_variant_or_as_one_number_while_it_runs()
    {
        await using var database = await TestDatabase.CreateAsync();
        var made = await database.AddExperimentAsync("spring", new VariantDraft { Id = "a" }, new VariantDraft { Id = "b" });
        await database.Experiments.TransitionAsync(made.Uid, Transition.Start, Cancel);

        await CountAsync(database, made.Uid, new SentCounts(null, new Dictionary<int, SentCount> { [1] = new(1_000, 20), [2] = new(900) }));
        await database.Experiments.LoadAsync(Cancel); // from the database, as after a restart
        var split = Assert.Single(database.Catalog.Current.Experiments);
        Assert.Equal((1_900, 1_880, null), (split.SentCount, split.Delivered, split.Unsplit));
        Assert.Equal([(1_000, 20L, 980), (900, null, 900)], split.Variants.Select(v => (v.SentCount!.Value, v.BouncedCount, v.Delivered!.Value)));

        await CountAsync(database, made.Uid, new SentCounts(new SentCount(2_000, 100), new Dictionary<int, SentCount>()));
        await database.Experiments.LoadAsync(Cancel);
        var whole = Assert.Single(database.Catalog.Current.Experiments);
        Assert.Equal((2_000, 1_900, new SentCount(2_000, 100)), (whole.SentCount, whole.Delivered, whole.Unsplit));
        Assert.All(whole.Variants, v => Assert.Null(v.Delivered));
    }

    [Fact]
    public async Task A_count_that_is_missing_for_one_variant_leaves_the_whole_unknown()
    {
        await using var database = await TestDatabase.CreateAsync();
        var made = await database.AddExperimentAsync("spring", new VariantDraft { Id = "a" }, new VariantDraft { Id = "b" });

        var saved = await CountAsync(database, made.Uid, new SentCounts(null, new Dictionary<int, SentCount> { [1] = new(1_000) }));

        Assert.Null(saved.Delivered);
        Assert.Equal(1_000, saved.Variants[0].Delivered);
    }

    [Fact]
    public async Task Sent_counts_that_cannot_be_are_refused_and_so_is_overwriting_somebody_elses()
    {
        await using var database = await TestDatabase.CreateAsync();
        var made = await database.AddExperimentAsync("spring", new VariantDraft { Id = "a" });
        var wrong = new SentCounts(new SentCount(5, 6), new Dictionary<int, SentCount> { [1] = new(-1), [9] = new(1) });

        var faults = Assert.IsType<StoreResult.Invalid>(await database.Experiments.CountSentAsync(made.Uid, wrong, null, Cancel)).Faults;
        Assert.Equal(["sent", "sent[0]", "sent[1]", "sent[9]"], faults.Select(f => f.Field));
        var none = new SentCounts(null, new Dictionary<int, SentCount>());
        Assert.IsType<StoreResult.Stale>(await database.Experiments.CountSentAsync(made.Uid, none, made.Revision - 1, Cancel));
        Assert.IsType<StoreResult.NotFound>(await database.Experiments.CountSentAsync("exp_none", none, null, Cancel));
        Assert.Equal(made.Revision, database.Catalog.Current.FindByUid(made.Uid)!.Revision);
    }

    [Fact]
    public async Task Editing_keeps_the_bounces_and_a_number_by_variant_takes_the_place_of_the_one_for_all()
    {
        await using var database = await TestDatabase.CreateAsync();
        var made = await database.AddExperimentAsync("spring", new VariantDraft { Id = "a" });
        await CountAsync(database, made.Uid, new SentCounts(null, new Dictionary<int, SentCount> { [1] = new(1_000, 20) }));

        Assert.Equal(20, (await SaveAsync(database, made.Uid, new VariantDraft { Id = "a", SentCount = 1_100 })).Variants[0].BouncedCount);
        Assert.Null((await SaveAsync(database, made.Uid, new VariantDraft { Id = "a", SentCount = 10 })).Variants[0].BouncedCount);

        await CountAsync(database, made.Uid, new SentCounts(new SentCount(70), new Dictionary<int, SentCount>()));
        Assert.Equal(70, (await SaveAsync(database, made.Uid, new VariantDraft { Id = "a" })).Delivered);
        Assert.Equal(80, (await SaveAsync(database, made.Uid, new VariantDraft { Id = "a", SentCount = 80 })).Delivered);
    }

    private static async Task<Experiment> CountAsync(TestDatabase database, string uid, SentCounts counts) =>
        Assert.IsType<StoreResult.Saved>(await database.Experiments.CountSentAsync(uid, counts, null, Cancel)).Experiment;

    [Fact]
    public async Task Starting_twice_says_what_is_possible_instead()
    {
        await using var database = await TestDatabase.CreateAsync();
        var made = await database.AddExperimentAsync("spring");
        Assert.IsType<StoreResult.Saved>(await database.Experiments.TransitionAsync(made.Uid, Transition.Start, Cancel));
        var again = await database.Experiments.TransitionAsync(made.Uid, Transition.Start, Cancel);
        Assert.Equal([Transition.Pause], Assert.IsType<StoreResult.InvalidTransition>(again).Allowed);
        Assert.IsType<StoreResult.NotFound>(await database.Experiments.TransitionAsync("exp_none", Transition.Start, Cancel));
    }

    private static async Task<Experiment> SaveAsync(TestDatabase database, string uid, params VariantDraft[] variants) =>
        Assert.IsType<StoreResult.Saved>(await database.Experiments.UpdateAsync(
            uid, new ExperimentDraft { Name = "x", Slug = "spring", Variants = variants }, null, Cancel)).Experiment;
}
