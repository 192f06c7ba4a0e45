using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace AudioRooms.Gateway;

/// <summary>Adds HEAD to pages with GET.</summary>
public static class HeadPagesExtensions
{
    /// <summary>
    /// Makes every page of the group that is mapped for GET answer HEAD, too (RFC 9110 §9.1). The page runs as for GET, and the
    /// web server leaves out the body.
    /// </summary>
    public static RouteGroupBuilder WithHead(this RouteGroupBuilder pages)
    {
        ((IEndpointConventionBuilder)pages).Finally(static endpoint =>
        {
            if (endpoint.Metadata.OfType<IHttpMethodMetadata>().LastOrDefault() is { HttpMethods: [var only] } methods
                && HttpMethods.IsGet(only))
            {
                endpoint.Metadata.Add(new HttpMethodMetadata([HttpMethods.Get, HttpMethods.Head], methods.AcceptCorsPreflight));
            }
        });
        return pages;
    }
}
