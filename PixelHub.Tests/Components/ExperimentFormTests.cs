using PixelHub.Core.Catalog;
using PixelHub.Tests.Support;
using PixelHub.Web.Components.State;

namespace PixelHub.Tests.Components;

public sealed class ExperimentFormTests
{
    private static readonly CatalogSnapshot Catalog = new([FakeStore.Experiment(1, "summer-sale")]);

    [Fact]
    public void The_slug_follows_the_name_until_it_is_typed()
    {
        var form = ExperimentForm.New();
        form.TypeName("Summer Sale – 50 % off!");
        Assert.Equal("summer-sale-50-off", form.Slug);

        form.TypeSlug("My-Own");
        form.TypeName("Something else");
        Assert.Equal("my-own", form.Slug);

        form.TypeSlug("");
        form.TypeName("Something else again");
        Assert.Equal("something-else-again", form.Slug);
    }

    [Theory]
    [InlineData("", null, "empty")]
    [InlineData("no", null, "invalid")]
    [InlineData("no spaces", null, "invalid")]
    [InlineData("pixel", null, "invalid")]
    [InlineData("summer-sale", null, "taken")]
    [InlineData("SUMMER-sale", null, "taken")]
    [InlineData("summer-sale", "exp_1", "own")]
    [InlineData("winter-sale", null, "free")]
    public void The_slug_is_checked_while_it_is_typed(string slug, string? uid, string state) => Assert.Equal(state, SlugState.Of(slug, uid, Catalog).Kind);

    [Fact]
    public void A_form_is_dirty_from_the_first_letter_until_it_is_saved()
    {
        var form = ExperimentForm.New();
        Assert.False(form.IsDirty);

        form.TypeVariant(0, "sentCount", v => v.Sent = "1");
        Assert.True(form.IsDirty);

        form.MarkSaved();
        Assert.False(form.IsDirty);
    }

    [Fact]
    public void What_was_loaded_is_asked_for_unchanged()
    {
        var saved = FakeStore.Experiment(variants: ["A", "B", "C"]) with { Type = ExperimentType.SmartLink, RetentionDays = 30, PrivacyMode = PrivacyMode.Aggregate };
        var form = ExperimentForm.Of(saved);

        var draft = form.ToDraft();

        Assert.False(form.IsDirty);
        Assert.Equal((saved.Name, saved.Slug.Value, saved.Type, 30, PrivacyMode.Aggregate), (draft.Name, draft.Slug, draft.Type, draft.RetentionDays, draft.PrivacyMode));
        Assert.Equal(saved.Variants.Select(v => (v.Id, v.Name, v.SentCount)), draft.Variants.Select(v => (v.Id!, v.Name!, v.SentCount)));
    }

    [Fact]
    public void Shares_that_are_not_equal_are_kept_as_they_are()
    {
        var saved = FakeStore.Experiment(variants: ["A", "B"]);
        saved = saved with { Variants = [saved.Variants[0] with { Weight = 7_000 }, saved.Variants[1] with { Weight = 3_000 }] };

        var form = ExperimentForm.Of(saved);

        Assert.False(form.SharesEqually);
        Assert.Equal([7_000, 3_000], form.ToDraft().Variants.Select(v => v.Weight!.Value));
    }

    [Fact]
    public void Equal_shares_are_left_to_the_store_and_typed_ones_start_out_equal()
    {
        var form = ExperimentForm.New();
        form.AddVariant();
        form.AddVariant();
        Assert.All(form.ToDraft().Variants, v => Assert.Null(v.Weight));

        form.ShareEqually(false);

        Assert.Equal(Variant.WholeWeight, form.ShareSum);
        Assert.Equal(["33.34", "33.33", "33.33"], form.Variants.Select(v => v.Share));
    }

    [Fact]
    public void A_new_variant_takes_the_next_free_letter()
    {
        var form = ExperimentForm.New();
        form.AddVariant();
        form.Remove(form.Variants[0]);
        form.AddVariant();

        Assert.Equal(["B", "A"], form.Variants.Select(v => v.Name));
    }

    [Fact]
    public void The_last_variant_stays()
    {
        var form = ExperimentForm.New();
        form.Remove(form.Variants[0]);

        Assert.Single(form.Variants);
    }

    [Fact]
    public void What_cannot_be_read_is_said_at_its_field_and_goes_when_it_is_corrected()
    {
        var form = ExperimentForm.New();
        form.AddVariant();
        form.ShareEqually(false);
        form.TypeVariant(0, "weight", v => v.Share = "half");
        form.TypeVariant(1, "sentCount", v => v.Sent = "many");

        form.Take(form.Unreadable());

        Assert.NotNull(form.FaultOf("variants[0].weight"));
        Assert.NotNull(form.FaultOf("variants[1].sentCount"));
        form.TypeVariant(1, "sentCount", v => v.Sent = "12");
        Assert.Null(form.FaultOf("variants[1].sentCount"));
        Assert.NotNull(form.FaultOf("variants[0].weight"));
    }

    [Fact]
    public void Shares_that_do_not_make_a_whole_are_told_in_percent()
    {
        var form = ExperimentForm.New();
        form.AddVariant();
        form.ShareEqually(false);
        form.TypeVariant(0, "weight", v => v.Share = "70");

        Assert.Contains("120 %", Assert.Single(form.Unreadable()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Faults_of_fields_that_the_page_does_not_show_are_not_lost()
    {
        var form = ExperimentForm.New();
        form.Take([new FieldFault("variants[0].id", FaultCodes.InvalidFormat, "Bad id."), new FieldFault("name", FaultCodes.Required, "Name.")]);

        Assert.Equal(["Bad id."], form.OtherFaults());
        Assert.Equal("Name.", form.FaultOf("name"));
    }

    [Theory]
    [InlineData("", null)]
    [InlineData(" 90 ", 90)]
    [InlineData("0", 0)]
    [InlineData("99,999,999,999", int.MaxValue)]
    public void Days_are_asked_for_as_they_were_typed(string typed, int? days)
    {
        var form = ExperimentForm.New();
        form.TypeRetention(typed);

        Assert.Empty(form.Unreadable());
        Assert.Equal(days, form.ToDraft().RetentionDays);
        Assert.False(form.ToDraft().LeavesRetention);
    }

    [Fact]
    public void Days_that_are_no_number_are_said_and_kept_for_correction()
    {
        var form = ExperimentForm.New();
        form.TypeRetention("a year");

        form.Take(form.Unreadable());

        Assert.Contains("whole number of days", form.FaultOf("retentionDays"), StringComparison.Ordinal);
        Assert.Empty(form.OtherFaults());
        form.TypeRetention("365");
        Assert.False(form.HasFaults);
    }

    [Fact]
    public void What_an_older_version_kept_in_the_browser_can_still_be_read() =>
        Assert.True(ExperimentForm.New().Restore(System.Text.Json.JsonSerializer.Deserialize<KeptForm>(
            """{"Revision":null,"Name":"x","Slug":"x","IsSlugTyped":false,"Destination":"","SharesEqually":true,"Variants":[{"Id":null,"Name":"A","Share":"","Destination":"","Sent":"","IsDefault":false}]}""")!));

    [Fact]
    public void There_are_snippets_as_soon_as_the_slug_is_free()
    {
        var form = ExperimentForm.New();
        Assert.Null(form.Sketch(Catalog));

        form.TypeName("Summer sale");
        Assert.Null(form.Sketch(Catalog)); // taken

        form.TypeName("Winter sale");
        Assert.Equal("winter-sale", form.Sketch(Catalog)?.Slug.Value);
    }

    [Fact]
    public void What_a_browser_kept_is_what_was_typed()
    {
        var form = ExperimentForm.New();
        form.TypeName("Winter sale");
        form.AddVariant();
        form.ShareEqually(false);
        form.TypeVariant(1, "sentCount", v => v.Sent = "12x"); // not even valid
        form.TypeRetention("3O");
        form.Choose(PrivacyMode.Aggregate);

        var other = ExperimentForm.New();

        Assert.True(other.Restore(form.Keep()));
        Assert.Equal(System.Text.Json.JsonSerializer.Serialize(form.Keep()), System.Text.Json.JsonSerializer.Serialize(other.Keep()));
        Assert.True(other.IsDirty);
    }

    [Fact]
    public void What_a_browser_kept_of_an_older_revision_is_not_put_over_a_newer_one()
    {
        var kept = ExperimentForm.Of(FakeStore.Experiment() with { Name = "Old" }).Keep();

        var form = ExperimentForm.Of(FakeStore.Experiment() with { Revision = 4 });

        Assert.False(form.Restore(kept));
        Assert.Equal("Experiment 1", form.Name);
    }
}
