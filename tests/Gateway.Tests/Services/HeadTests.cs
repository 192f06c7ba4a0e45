using System.Net;
using AudioRooms.Gateway.Tests.Sessions;
using AudioRooms.Wire.V1;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace AudioRooms.Gateway.Tests.Services;

/// <summary>HEAD on every page with GET (RFC 9110 §9.1): monitors and calendar programs send it before they read.</summary>
public sealed class HeadTests(GatewayHost host) : IClassFixture<GatewayHost>
{
    [Fact]
    public void EveryPage_WithGet_HasHead()
    {
        var pages = host.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(page => page.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods.Contains("GET") == true)
            .ToList();

        pages.Select(page => page.RoutePattern.RawText).ShouldBe(
            ["/", "/livez", "/readyz", "/drainz", "/metrics", "/calendar/{name}", "/photos/{id}/{name}", "/session/about"],
            ignoreOrder: true);
        pages.ShouldAllBe(page => page.Metadata.GetMetadata<IHttpMethodMetadata>()!.HttpMethods.Contains("HEAD"));
    }

    [Theory]
    [InlineData("/", "text/html; charset=utf-8")]
    [InlineData("/livez", "text/plain; charset=utf-8")]
    [InlineData("/readyz", "text/plain; charset=utf-8")]
    public async Task Head_OfAPage_AnswersAsGetWithoutABody(string path, string type)
    {
        using var get = await host.Http.GetAsync(new Uri(path, UriKind.Relative));

        using var head = await HeadAsync(path);

        head.StatusCode.ShouldBe(get.StatusCode);
        head.Content.Headers.ContentType!.ToString().ShouldBe(type);
        head.Content.Headers.ContentLength.ShouldBe(get.Content.Headers.ContentLength);
        (await head.Content.ReadAsByteArrayAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Head_OfACalendar_AnswersAsGetWithoutABody()
    {
        var feed = await new Wire.V1.Events.EventsClient(host.Channel).GetCalendarFeedAsync(
            new GetCalendarFeedRequest(), await host.SignInAsync("head_feed"));

        using var head = await HeadAsync(feed.Path);
        using var absent = await HeadAsync("/calendar/00000000000000000000000000.ics");

        head.StatusCode.ShouldBe(HttpStatusCode.OK);
        head.Content.Headers.ContentType!.ToString().ShouldBe("text/calendar; charset=utf-8");
        head.Content.Headers.ContentLength.ShouldBe("BEGIN:VCALENDAR User".Length);
        (await head.Content.ReadAsByteArrayAsync()).ShouldBeEmpty();
        absent.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    private async Task<HttpResponseMessage> HeadAsync(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Head, path);
        return await host.Http.SendAsync(request);
    }
}
