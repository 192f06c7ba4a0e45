using System.CommandLine;
using AudioRooms.Wire.V1;

namespace AudioRooms.Cli.Verbs;

/// <c>admin webhook …</c>: manages the addresses to which the server posts events.
internal static class WebhookVerbs
{
    public static Command Create(CliContext context) => new(
        "webhook", "Manage addresses to which the server posts events, signed and in order.")
    {
        MakeAdd(context),
        MakeList(context),
        MakeSet(context),
        MakeRemove(context),
        MakeDeliveries(context),
        MakeRedeliver(context),
    };

    private static Command MakeAdd(CliContext context)
    {
        var url = new Argument<string>(
            "url") { Description = "An https address; only a development server posts into private networks." };
        var kinds = KindsOption();
        return new Command("add", "Register an address. The command shows the secret of its signatures only once.")
        {
            url,
            kinds,
        }.DoesAsOperator(context, async (call, admin) =>
        {
            var made = await admin.Webhooks.RegisterAsync(
                call.Parsed.GetRequiredValue(url), call.Parsed.GetValue(kinds) ?? [], call.Cancellation).ConfigureAwait(false);
            call.Out.One(
                new { made.Webhook.WebhookId, made.Secret, made.Webhook.Url, made.Webhook.Kinds },
                ("webhook", made.Webhook.WebhookId),
                ("secret", made.Secret));
        });
    }

    private static Command MakeList(CliContext context) =>
        new Command("list", "List all addresses and their state.").DoesAsOperator(context, async (call, admin) => call.Out.Table(
            [.. (await admin.Webhooks.ListAsync(call.Cancellation).ConfigureAwait(false)).Select(WebhookJson.Of)],
            "There are none.",
            ("webhook", one => one.WebhookId),
            ("url", one => one.Url),
            ("kinds", one => one.Kinds),
            ("on", one => one.Enabled),
            ("waiting", one => one.PendingCount),
            ("status", one => one.LastStatus),
            ("trouble", one => one.DisabledReason.Length > 0 ? one.DisabledReason : one.LastError)));

    private static Command MakeSet(CliContext context)
    {
        var webhook = WebhookArgument();
        var kinds = KindsOption();
        var off = new Option<bool>(
            "--off")
            {
                Description = "Switch the address off and drop waiting deliveries. Without this option the command switches it "
                    + "on.",
            };
        return new Command(
            "set", "Change the kinds of events that an address "
                + "gets.") { webhook, kinds, off }.DoesAsOperator(context, async (call, admin) => Show(
            call,
            await admin.Webhooks.UpdateAsync(
                call.Parsed.GetRequiredValue(webhook),
                call.Parsed.GetValue(kinds) ?? [],
                !call.Parsed.GetValue(off),
                call.Cancellation)
                .ConfigureAwait(false)));
    }

    private static Command MakeRemove(CliContext context)
    {
        var webhook = WebhookArgument();
        return new Command(
            "remove", "Remove an address and its waiting deliveries.") { webhook }.DoesAsOperator(context, async (call, admin) =>
        {
            var id = call.Parsed.GetRequiredValue(webhook);
            await admin.Webhooks.RemoveAsync(id, call.Cancellation).ConfigureAwait(false);
            call.Out.One(new { WebhookId = id, Removed = true }, ("removed", id));
        });
    }

    private static Command MakeDeliveries(CliContext context)
    {
        var webhook = WebhookArgument();
        return new Command("deliveries", "List the newest 100 deliveries, newest first.")
        {
            webhook,
        }.DoesAsOperator(context, async (call, admin) => call.Out.Table(
            [.. (await admin.Webhooks.DeliveriesAsync(
                call.Parsed.GetRequiredValue(webhook), call.Cancellation).ConfigureAwait(false)).Select(delivery => new
            {
                delivery.DeliveryId, delivery.Kind, At = WireText.Time(
                    delivery.AtUnixMs), State = delivery.State.Word(), delivery.Attempts,
                delivery.Status, delivery.Error,
            })],
            "There are none.",
            ("delivery", one => one.DeliveryId),
            ("kind", one => one.Kind),
            ("at", one => one.At),
            ("state", one => one.State),
            ("attempts", one => one.Attempts),
            ("status", one => one.Status),
            ("trouble", one => one.Error)));
    }

    private static Command MakeRedeliver(CliContext context)
    {
        var webhook = WebhookArgument();
        var delivery = new Argument<string>("delivery")
        {
            Description = "Id of the delivery; admin webhook deliveries prints it.",
        };
        return new Command(
            "redeliver",
            "Send a delivery again under its own id.") { webhook, delivery }.DoesAsOperator(context, async (call, admin) => Show(
            call,
            await admin.Webhooks.RedeliverAsync(
                call.Parsed.GetRequiredValue(webhook),
                call.Parsed.GetRequiredValue(delivery),
                call.Cancellation).ConfigureAwait(false)));
    }

    private static Argument<string> WebhookArgument() => new("webhook")
    {
        Description = "Id of the webhook; admin webhook list prints it.",
    };

    private static Option<string[]> KindsOption() => new("--kind")
    {
        Description = "Kind of event, such as room_started. Default: all kinds. Repeat the option.", HelpName = "KIND",
    };

    private static void Show(VerbCall call, Webhook webhook)
    {
        var json = WebhookJson.Of(webhook);
        call.Out.One(
            json, ("webhook", json.WebhookId), ("on", json.Enabled), ("kinds", json.Kinds), ("waiting", json.PendingCount));
    }

    /// <summary>A webhook as <c>--json</c> shows it.</summary>
    private sealed record WebhookJson(
        string WebhookId, string Url, IReadOnlyList<string> Kinds, bool Enabled, string DisabledReason, uint PendingCount,
        uint LastStatus,
        string LastError, DateTimeOffset? FailingSince)
    {
        public static WebhookJson Of(Webhook one) => new(
            one.WebhookId, one.Url, [.. one.Kinds], one.Enabled, one.DisabledReason, one.PendingCount, one.LastStatus,
            one.LastError,
            WireText.Time(one.FailingSinceUnixMs));
    }
}
