using System.Diagnostics;
using System.Text.Json;
using AudioRooms.Contracts;
using AudioRooms.Contracts.Users;
using AudioRooms.Contracts.Webhooks;
using AudioRooms.Domain.Announcements;
using AudioRooms.Grains.Announcements;
using AudioRooms.Grains.Schedule;
using AudioRooms.Grains.Storage;
using AudioRooms.Grains.Tests.Cluster;
using AudioRooms.Grains.Tests.Schedule;
using AudioRooms.Grains.Webhooks;
using AudioRooms.Testing;
using Dapper;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace AudioRooms.Grains.Tests.Webhooks;

public sealed class WebhookOnSqliteTests(SqliteTestDatabase database) : WebhookTests(database), IClassFixture<SqliteTestDatabase>;

public sealed class WebhookOnPostgreSqlTests(PostgreSqlTestDatabase database)
    : WebhookTests(database), IClassFixture<PostgreSqlTestDatabase>;

/// <summary>From an announcement to a real receiver on loopback.</summary>
public abstract class WebhookTests(TestDatabase database) : IAsyncLifetime
{
    private readonly ManualTime time = new();
    private readonly RecordingHandler last = new();
    private readonly string id = Identifiers.NewId();
    private WebhookReceiver receiver = null!;
    private ClockedCluster cluster = null!;

    private IWebhooksGrain Webhooks => cluster.Grains.GetGrain<IWebhooksGrain>(0);

    public async Task InitializeAsync()
    {
        receiver = await WebhookReceiver.StartAsync();
        cluster = await StartAsync(isFresh: true, allowsPrivate: true);
        using var sql = new SqlDatabase(database.Source, database.Dialect);
        await sql.WriteAsync((connection, transaction) => connection.ExecuteAsync(
            "DELETE FROM webhooks; DELETE FROM webhook_deliveries;", transaction: transaction));
    }

    public async Task DisposeAsync()
    {
        await cluster.DisposeAsync();
        await receiver.DisposeAsync();
    }

    [Fact]
    public async Task Announced_IsPostedAndSigned()
    {
        var secret = await RegisteredAsync();

        await AnnounceAsync(AnnouncementKind.RoomStarted, "One; two \"é\"");
        var gatewayRoom = await receiver.NextAsync();

        var body = JsonDocument.Parse(gatewayRoom.Body).RootElement;
        body.GetProperty("kind").GetString().ShouldBe("room_started");
        body.GetProperty("subject").GetString().ShouldBe("room/r");
        body.GetProperty("text").GetString().ShouldBe("One; two \"é\"");
        body.GetProperty("id").GetString().ShouldBe(gatewayRoom.Id);
        gatewayRoom.Timestamp.ShouldBe($"{time.GetUtcNow().ToUnixTimeSeconds()}");
        gatewayRoom.Signature.ShouldBe($"sha256={await HmacAsync(secret, $"{gatewayRoom.Timestamp}.{gatewayRoom.Body}")}");
        await WhenDoneAsync();
        (await ViewAsync()).ShouldSatisfyAllConditions(
            view => view.PendingCount.ShouldBe(0),
            view => view.LastStatus.ShouldBe(StatusCodes.Status204NoContent));
    }

    [Fact]
    public async Task Receiver_DownForAWhile_GetsAllInOrder()
    {
        await RegisteredAsync();
        receiver.Status = StatusCodes.Status503ServiceUnavailable;
        await AnnounceAsync(AnnouncementKind.RoomStarted, "1");
        var refused = await receiver.NextAsync();
        await AnnounceAsync(AnnouncementKind.RoomEnded, "2");
        await AnnounceAsync(AnnouncementKind.RoomStarted, "3");
        await WhenDoneAsync();
        var failing = await ViewAsync();

        receiver.Status = StatusCodes.Status200OK;
        cluster.Advance(TimeSpan.FromSeconds(1));
        Received[] posts = [await receiver.NextAsync(), await receiver.NextAsync(), await receiver.NextAsync()];

        (failing.PendingCount, failing.LastStatus, failing.IsEnabled).ShouldBe((3, 503, true));
        failing.FailingSince.ShouldNotBeNull();
        posts.Select(TextOf).ShouldBe(["1", "2", "3"]);
        posts[0].Id.ShouldBe(refused.Id);
        await WhenDoneAsync();
        (await ViewAsync()).FailingSince.ShouldBeNull();
    }

    [Fact]
    public async Task Receiver_DownForADay_IsSwitchedOffAndNothingWaits()
    {
        await RegisteredAsync();
        receiver.Status = StatusCodes.Status307TemporaryRedirect;
        await AnnounceAsync(AnnouncementKind.RoomStarted, "1");
        await receiver.NextAsync();
        await WhenDoneAsync();

        // Nothing runs while the day passes, so the attempt after it is the next one.
        await cluster.DisposeAsync();
        time.Advance(TimeSpan.FromDays(1));
        cluster = await StartAsync(isFresh: false, allowsPrivate: true);
        await receiver.NextAsync();
        await WhenDoneAsync();

        var off = await ViewAsync();
        (off.IsEnabled, off.PendingCount).ShouldBe((false, 0));
        off.DisabledReason.ShouldContain("307");
        (await Webhooks.RedeliverAsync(id, "x")).Rejection.ShouldBe(WebhookRejection.Disabled);
        var dropped = (await Webhooks.ListDeliveriesAsync(id)).Value!.Deliveries.ShouldHaveSingleItem();
        dropped.State.ShouldBe(WebhookDeliveryState.Dropped);

        receiver.Status = StatusCodes.Status200OK;
        await Webhooks.UpdateAsync(id, [], isEnabled: true);
        await Webhooks.RedeliverAsync(id, dropped.Id);
        (await receiver.NextAsync()).Id.ShouldBe(dropped.Id);
    }

    [Fact]
    public async Task Restart_WhileSomethingWaits_SendsIt()
    {
        await RegisteredAsync();
        receiver.Status = StatusCodes.Status500InternalServerError;
        await AnnounceAsync(AnnouncementKind.RoomStarted, "kept");
        await receiver.NextAsync();
        await WhenDoneAsync();
        await cluster.DisposeAsync();

        receiver.Status = StatusCodes.Status200OK;
        time.Advance(TimeSpan.FromMinutes(1));
        cluster = await StartAsync(isFresh: false, allowsPrivate: true);

        TextOf(await receiver.NextAsync()).ShouldBe("kept");
    }

    [Fact]
    public async Task Kinds_Chosen_AreAllThatIsSent()
    {
        (await Webhooks.RegisterAsync(id, receiver.Url, ["room_ended"])).IsAccepted.ShouldBeTrue();

        await AnnounceAsync(AnnouncementKind.RoomStarted, "not this");
        await AnnounceAsync(AnnouncementKind.RoomEnded, "this");

        TextOf(await receiver.NextAsync()).ShouldBe("this");
        await WhenDoneAsync();
        (await Webhooks.ListDeliveriesAsync(id)).Value!.Deliveries
            .ShouldHaveSingleItem().State
            .ShouldBe(WebhookDeliveryState.Delivered);
    }

    [Fact]
    public async Task OutboxIsFull_SwitchesOff()
    {
        await cluster.DisposeAsync();
        cluster = await StartAsync(isFresh: true, allowsPrivate: true, pendingMax: 10);
        await RegisteredAsync();
        receiver.Status = StatusCodes.Status500InternalServerError;

        for (var index = 0; index <= 10; index++)
        {
            await AnnounceAsync(AnnouncementKind.RoomStarted, $"{index}");
        }

        await WhenDoneAsync();
        var off = await ViewAsync();
        (off.IsEnabled, off.PendingCount).ShouldBe((false, 0));
        off.DisabledReason.ShouldContain("10");
    }

    [Fact]
    public async Task Register_WhatCannotBe_IsRejected()
    {
        await RegisteredAsync();

        (await Webhooks.RegisterAsync(Identifiers.NewId(), "ftp://example.org/", [])).Rejection.ShouldBe(
            WebhookRejection.UrlInvalid);
        (await Webhooks.RegisterAsync(Identifiers.NewId(), receiver.Url, ["weather"])).Rejection.ShouldBe(
            WebhookRejection.KindUnknown);
        (await Webhooks.UpdateAsync(Identifiers.NewId(), [], true)).Rejection.ShouldBe(WebhookRejection.NotFound);
        (await Webhooks.ListDeliveriesAsync(Identifiers.NewId())).Rejection.ShouldBe(WebhookRejection.NotFound);
        (await Webhooks.RedeliverAsync(id, "never")).Rejection.ShouldBe(WebhookRejection.DeliveryUnknown);
        (await Webhooks.RegisterAsync(id, receiver.Url, [])).Value!.Secret.ShouldBeNull();
        for (var index = 1; index < new WebhookOptions().CountMax; index++)
        {
            (await Webhooks.RegisterAsync(Identifiers.NewId(), receiver.Url, [])).IsAccepted.ShouldBeTrue();
        }

        (await Webhooks.RegisterAsync(Identifiers.NewId(), receiver.Url, [])).Rejection.ShouldBe(WebhookRejection.TooMany);
        await Webhooks.RemoveAsync(id);
        (await Webhooks.RegisterAsync(Identifiers.NewId(), receiver.Url, [])).IsAccepted.ShouldBeTrue();
    }

    [Fact]
    public async Task Send_NameThatLeadsInside_IsNotConnectedTo()
    {
        await cluster.DisposeAsync();
        cluster = await StartAsync(isFresh: true, allowsPrivate: false);

        // The URL has a host name instead of an address. The server finds out its address only when it connects.
        var url = $"https://localhost:{new Uri(receiver.Url).Port}/hook";
        (await Webhooks.RegisterAsync(id, receiver.Url, [])).Rejection.ShouldBe(WebhookRejection.UrlInvalid);
        (await Webhooks.RegisterAsync(id, url, [])).IsAccepted.ShouldBeTrue();
        await AnnounceAsync(AnnouncementKind.RoomStarted, "secret");
        await WhenDoneAsync();

        var view = await ViewAsync();
        (view.PendingCount, view.LastStatus).ShouldBe((1, 0));
        view.LastError.ShouldContain("ConnectionError");
    }

    private static string? TextOf(Received gatewayRoom) =>
        JsonDocument.Parse(gatewayRoom.Body).RootElement.GetProperty("text").GetString();

    // Computed by a program that is independent of this code.
    private static async Task<string> HmacAsync(string secret, string text)
    {
        using var openssl = Process.Start(new ProcessStartInfo("openssl", ["dgst", "-sha256", "-hmac", secret])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            StandardInputEncoding = new System.Text.UTF8Encoding(false),
        })!;
        await openssl.StandardInput.WriteAsync(text);
        openssl.StandardInput.Close();
        return (await openssl.StandardOutput.ReadToEndAsync()).Split(' ')[^1].Trim();
    }

    private async Task<string> RegisteredAsync() =>
        (await Webhooks.RegisterAsync(id, receiver.Url, [])).Value.ShouldNotBeNull().Secret.ShouldNotBeNull();

    private async Task<WebhookView> ViewAsync() => (await Webhooks.ListAsync()).Single(view => view.Id == id);

    private Task AnnounceAsync(AnnouncementKind kind, string text) => cluster.Services.GetRequiredService<IAnnouncements>()
        .PublishAsync(new Announcement(kind, new UserId("ada"), "room/r", time.GetUtcNow(), Text: text));

    /// <summary>Completes when all due work is done. This schedule does one item at a time, and this item is the last.</summary>
    private async Task WhenDoneAsync()
    {
        for (var step = 0; step < 2; step++)
        {
            // Twice, because the announcement, which is done first, creates the delivery.
            await cluster.PutAsync(new ScheduledWork(last.Kind, $"{step}", time.GetUtcNow() + TimeSpan.FromTicks(1), "{}"));
            cluster.Schedule.Wake();
            await last.NextAsync();
        }
    }

    private Task<ClockedCluster> StartAsync(bool isFresh, bool allowsPrivate, int pendingMax =
        10_000) => ClockedCluster.StartAsync(
        database,
        time,
        silo =>
        {
            silo.Services.AddSingleton<IScheduledWorkHandler>(last);
            silo.Services.Configure<ScheduleOptions>(options => options.ConcurrencyMax = 1);
            silo.Services.Configure<WebhookOptions>(options =>
            {
                options.AllowsPrivateTargets = allowsPrivate;
                options.PendingMax = pendingMax;
            });
        },
        isFresh);
}
