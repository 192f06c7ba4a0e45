using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace AudioRooms.Grains.Tests.Webhooks;

/// <summary>One delivery as it arrived.</summary>
internal sealed record Received(string Id, string Timestamp, string Signature, string Body);

/// <summary>A real web server on loopback that receives deliveries, and answers with the status that a test sets.</summary>
internal sealed class WebhookReceiver : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly Channel<Received> received = Channel.CreateUnbounded<Received>();

    private WebhookReceiver(WebApplication app) => this.app = app;

    public int Status { get; set; } = StatusCodes.Status204NoContent;

    public string Url => $"{app.Urls.First()}/hook";

    public static async Task<WebhookReceiver> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var receiver = new WebhookReceiver(app);
        app.MapPost("/hook", receiver.TakeAsync);
        await app.StartAsync();
        return receiver;
    }

    public async Task<Received> NextAsync() => await received.Reader.ReadAsync();

    public async ValueTask DisposeAsync() => await app.DisposeAsync();

    private async Task TakeAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var body = await reader.ReadToEndAsync();
        var headers = context.Request.Headers;
        context.Response.StatusCode = Status;
        if (Status == StatusCodes.Status307TemporaryRedirect)
        {
            context.Response.Headers.Location = Url;
        }

        received.Writer.TryWrite(new Received(
            headers["AudioRooms-Id"].ToString(),
            headers["AudioRooms-Timestamp"].ToString(),
            headers["AudioRooms-Signature"].ToString(),
            body));
    }
}
