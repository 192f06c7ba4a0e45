using System.CommandLine;
using AudioRooms.Wire.V1;

namespace AudioRooms.Cli.Verbs;

/// <c>admin webhook …</c>: manages the addresses to which the server posts events.
internal static class WebhookVerbs
{
    public static Command Create(CliContext context) => new(
        "webhook", "Addresses to which the server posts what happens, signed and in order.")
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
            "url") { Description = "https, and not into a private network unless the server is a development one." };
        var kinds = KindsOption();
        return new Command("add", "Register an address. The secret of its signatures is shown this once.")
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
        new Command("list", "All addresses and how they do.").DoesAsOperator(context, async (call, admin) => call.Out.Table(
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
            "--off") { Description = "Switch it off; what waits is dropped. Without this it is switched on." };
        return new Command(
            "set", "Say anew what an address hears.") { webhook, kinds, off }.DoesAsOperator(context, async (call, admin) => Show(
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
            "remove", "Forget an address and what waits for it.") { webhook }.DoesAsOperator(context, async (call, admin) =>
        {
            var id = call.Parsed.GetRequiredValue(webhook);
            await admin.Webhooks.RemoveAsync(id, call.Cancellation).ConfigureAwait(false);
            call.Out.One(new { WebhookId = id, Removed = true }, ("removed", id));
        });
    }

    private static Command MakeDeliveries(CliContext context)
    {
        var webhook = WebhookArgument();
        return new Command("deliveries", "The newest 100 deliveries, the newest first.")
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
        var delivery = new Argument<string>("delivery") { Description = "Its id, see admin webhook deliveries." };
        return new Command(
            "redeliver",
            "Send a delivery again under its own id.") { webhook, delivery }.DoesAsOperator(context, async (call, admin) => Show(
            call,
            await admin.Webhooks.RedeliverAsync(
                call.Parsed.GetRequiredValue(webhook),
                call.Parsed.GetRequiredValue(delivery),
                call.Cancellation).ConfigureAwait(false)));
    }

    private static Argument<string> WebhookArgument() => new("webhook") { Description = "Its id, see admin webhook list." };

    private static Option<string[]> KindsOption() => new("--kind")
    {
        Description = "What it hears, such as room_started; everything if left out. Repeat the option.", HelpName = "KIND",
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
