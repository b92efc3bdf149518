using System.Buffers;
using System.Text;
using System.Text.Json;
using PixelHub.Core.EventLog;
using PixelHub.Core.Events;
using PixelHub.Core.Ingestion;
using PixelHub.Tests.Support;
using PixelHub.Web.Endpoints;

namespace PixelHub.Tests.Fuzz;

/// <summary>What takes apart addresses, request lines, log entries and reports gives an answer to any text and any bytes.</summary>
public sealed class ParserFuzzTests
{
    [Fact]
    public void Any_query_and_any_path_is_read_and_what_is_kept_is_short()
    {
        var run = FuzzRun.Start();
        while (run.GoesOn)
        {
            var text = FuzzText.Next(run.Chance) ?? "";
            run.Try(
                () =>
                {
                    var fields = QueryFields.Read(text);
                    Assert.All([fields.Recipient, fields.PinnedVariant, fields.Campaign, fields.Link], IsShort);
                    Assert.True(fields.Channel is null || RequestFacts.Channels.Contains(fields.Channel));
                    IsShort(FieldText.Decode(text));
                    foreach (var path in (string[])[text, "/s/" + text, $"/s/a/{text}/pixel.gif", $"/s/{text}/click/{text}", $"/s/optout/{text}"])
                    {
                        var route = PublicRoute.Parse(path);
                        Assert.True(route.Slug.Length + route.Token.Length <= path.Length);
                        Assert.All([route.Recipient, route.Link], IsShort);
                        Assert.True(route.Endpoint == PublicEndpoint.None || PublicRoute.Covers(path));
                    }

                    Assert.Equal(PublicEndpoint.Pixel, PublicRoute.Parse($"/s/{text}/pixel.gif").Endpoint);
                },
                () => text);
        }
    }

    [Fact]
    public void Any_request_line_in_any_pieces_is_repaired_without_a_change_of_length()
    {
        var run = FuzzRun.Start();
        while (run.GoesOn)
        {
            var line = run.Chance.Next(3) switch
            {
                0 => FuzzText.Noise(run.Chance, 0x100),
                1 => FuzzText.Mutated(run.Chance, "GET /s/abc/pixel.gif?r=%00x HTTP/1.1\r\nHost: x\r\n\r\n"),
                _ => $"{(run.Chance.Next(2) == 0 ? "GET" : "HEAD")} /s/{FuzzText.Next(run.Chance)} HTTP/1.1\r\nHost: x\r\n\r\n",
            };
            var bytes = Encoding.Latin1.GetBytes(line);
            var pieces = Pieces(run.Chance, bytes);
            run.Try(
                () =>
                {
                    var original = RequestLineRepair.Repair(pieces);
                    Assert.Equal(bytes.Length, pieces.Length);
                    var end = Array.IndexOf(bytes, (byte)'\n');
                    Assert.Equal(end < 0 ? bytes : bytes[end..], pieces.ToArray()[(end < 0 ? 0 : end)..]);
                    Assert.True(original is null || end >= 0);
                },
                () => line);
        }
    }

    [Fact]
    public void Any_bytes_are_an_entry_of_the_log_or_none()
    {
        var run = FuzzRun.Start();
        var buffer = new byte[EntryCodec.MaxBytes];
        while (run.GoesOn)
        {
            byte[] bytes;
            if (run.Chance.Next(2) == 0)
            {
                bytes = new byte[run.Chance.Next(200)];
                run.Chance.NextBytes(bytes);
            }
            else
            {
                var entry = Sample.Event(recipient: (ulong)run.Chance.NextInt64(), link: FuzzText.Next(run.Chance)) with { Client = FuzzText.Next(run.Chance), Country = FuzzText.Next(run.Chance) };
                bytes = buffer.AsSpan(0, EntryCodec.Encode(entry, buffer)).ToArray();
                for (var flips = run.Chance.Next(4); flips > 0; flips--)
                {
                    bytes[run.Chance.Next(bytes.Length)] = (byte)run.Chance.Next(256);
                }

                bytes = bytes[..(run.Chance.Next(5) == 0 ? run.Chance.Next(bytes.Length) : bytes.Length)];
            }

            run.Try(
                () =>
                {
                    if (EntryCodec.TryDecode(bytes, out var entry))
                    {
                        // Not the same one: a text that only damage made longer than any is kept to its limit.
                        Assert.True(EntryCodec.TryDecode(buffer.AsSpan(0, EntryCodec.Encode(entry, buffer)), out _));
                        Assert.True(entry is not TrackedEvent tracked || (Enum.IsDefined(tracked.Kind) && Enum.IsDefined(tracked.Class) && Enum.IsDefined(tracked.Scope)));
                    }
                },
                () => Convert.ToHexString(bytes));
        }
    }

    [Fact]
    public void Any_json_is_a_report_or_a_fault_in_a_sentence()
    {
        var run = FuzzRun.Start();
        while (run.GoesOn)
        {
            var text = FuzzText.Mutated(run.Chance, """{"event":"send","experiment":"a","recipient":"r\ud83d\ude00","messageId":"m","timestamp":"2026-03-14T12:00:00.000+01:00","channel":"email"}""");
            JsonDocument document;
            try
            {
                document = JsonDocument.Parse(Encoding.UTF8.GetBytes(text));
            }
            catch (JsonException)
            {
                continue;
            }

            using (document)
            {
                run.Try(
                    () =>
                    {
                        var (report, fault) = EventInput.Read(document.RootElement);
                        Assert.True(report is null != fault is null);
                        Assert.True(fault is null || (fault.Code.Length > 0 && fault.Message.EndsWith('.')));
                    },
                    () => text);
            }
        }
    }

    private static void IsShort(string? text) => Assert.True(text is null || text.Length <= RequestFacts.MaxFieldLength, $"{text?.Length} characters");

    private static ReadOnlySequence<byte> Pieces(Random chance, byte[] bytes)
    {
        var first = new Piece(bytes.AsSpan(0, chance.Next(bytes.Length + 1)).ToArray(), null);
        var last = first;
        for (var at = first.Memory.Length; at < bytes.Length;)
        {
            var length = chance.Next(1, bytes.Length - at + 1);
            last = new Piece(bytes.AsSpan(at, length).ToArray(), last);
            at += length;
        }

        return new ReadOnlySequence<byte>(first, 0, last, last.Memory.Length);
    }

    private sealed class Piece : ReadOnlySequenceSegment<byte>
    {
        public Piece(byte[] bytes, Piece? before)
        {
            Memory = bytes;
            if (before is not null)
            {
                RunningIndex = before.RunningIndex + before.Memory.Length;
                before.Next = this;
            }
        }
    }
}
