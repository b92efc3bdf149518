using PixelHub.Core.Events;
using PixelHub.Core.Reports;
using PixelHub.Web.Components.State;

namespace PixelHub.Tests.Components;

public sealed class ClassChoiceTests
{
    [Fact]
    public void Every_choice_survives_the_address_bar()
    {
        for (var bits = 0; bits < 1 << EventNames.Classes.Length; bits++)
        {
            var chosen = ClassSet.Of(EventNames.Classes.Where((_, i) => (bits & (1 << i)) != 0));

            Assert.Equal(chosen, ClassChoice.Read(ClassChoice.Words(chosen)));
        }
    }

    [Theory]
    [InlineData(null, "people,proxied")]
    [InlineData("", "people,proxied")]
    [InlineData("<b>,everybody", "people,proxied")]
    [InlineData("none", "none")]
    [InlineData("people", "people")]
    [InlineData("prefetch,human_browser", "human_browser,prefetch")]
    [InlineData(" crawler , http_lib,link_preview,x", "bots")]
    public void Words_are_read_as_people_write_them(string? words, string kept) => Assert.Equal(kept, ClassChoice.Words(ClassChoice.Read(words)));

    [Theory]
    [InlineData("people,proxied", "")]
    [InlineData("people,proxied,prefetch", "+ Prefetched")]
    [InlineData("people", "without People via proxy")]
    [InlineData("human_client,proxied,bots,unknown", "+ Bots and previews + Unknown; without Browser")]
    [InlineData("none", "without People and People via proxy")]
    public void The_difference_from_people_is_told(string words, string told) => Assert.Equal(told, ClassChoice.Difference(ClassChoice.Read(words)));

    [Fact]
    public void A_switch_of_a_group_turns_all_of_it_on_before_it_turns_it_off()
    {
        var bots = ClassGroup.All.Single(g => g.Key == "bots").Classes;
        var some = ClassSet.People.With(EventClass.Crawler);

        var all = ClassChoice.Toggle(some, bots);
        Assert.Equal(ClassSet.People.With(bots), all);
        Assert.Equal(ClassSet.People, ClassChoice.Toggle(all, bots));
    }

    [Fact]
    public void A_question_that_names_no_classes_asks_for_people() =>
        Assert.Equal([EventClass.HumanClient, EventClass.HumanBrowser, EventClass.ProxyOpen], default(ReportQuery).Classes.Classes);
}
