using System.Text;
using FsCheck;
using FsCheck.Fluent;
using PixelHub.Core.EventLog;

namespace PixelHub.Tests.EventLog;

public sealed class KnownTextsTests
{
    [Fact]
    public void A_short_text_is_the_same_object_each_time() =>
        Assert.Same(KnownTexts.Read("ua.gmail-proxy"u8), KnownTexts.Read("ua.gmail-proxy"u8));

    [Fact]
    public void Bytes_that_are_no_text_are_none_before_and_after_a_text_of_their_length()
    {
        byte[] broken = [0x61, 0xC3];
        Assert.Null(KnownTexts.Read(broken));
        Assert.Equal("ab", KnownTexts.Read("ab"u8));
        Assert.Null(KnownTexts.Read(broken));
    }

    [Fact]
    public void Any_text_comes_back_however_many_were_read_before() =>
        Prop.ForAll<string?>(text =>
        {
            var clean = new string([.. (text ?? "").Where(c => !char.IsSurrogate(c))]);
            var bytes = Encoding.UTF8.GetBytes(clean);
            return KnownTexts.Read(bytes) == clean && KnownTexts.Read(bytes) == clean;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(3_000));

    [Fact]
    public async Task Threads_that_read_at_once_get_their_own_texts()
    {
        await Task.WhenAll(Enumerable.Range(0, 4).Select(t => Task.Run(() =>
        {
            for (var i = 0; i < 20_000; i++)
            {
                var text = $"campaign-{(i * 7) + t}";
                Assert.Equal(text, KnownTexts.Read(Encoding.UTF8.GetBytes(text)));
            }
        })));
    }
}
