using System.Collections.Concurrent;
using System.Reflection;

namespace Orleans.StandIn.Runtime;

/// <summary>Finds the method of a grain class that implements a method of an interface.</summary>
internal static class ImplementationMethods
{
    private static readonly ConcurrentDictionary<(Type, MethodInfo), MethodInfo> Found = new();

    public static MethodInfo Find(Type grainClass, MethodInfo interfaceMethod) =>
        Found.GetOrAdd((grainClass, interfaceMethod), static key => Search(key.Item1, key.Item2));

    private static MethodInfo Search(Type grainClass, MethodInfo interfaceMethod)
    {
        var declaring = interfaceMethod.DeclaringType;
        if (declaring is not { IsInterface: true } || !declaring.IsAssignableFrom(grainClass))
        {
            return interfaceMethod;
        }

        var definition = interfaceMethod.IsGenericMethod ? interfaceMethod.GetGenericMethodDefinition() : interfaceMethod;
        var map = grainClass.GetInterfaceMap(declaring);
        var index = Array.IndexOf(map.InterfaceMethods, definition);
        if (index < 0)
        {
            return interfaceMethod;
        }

        var implementation = map.TargetMethods[index];
        return interfaceMethod.IsGenericMethod
            ? implementation.MakeGenericMethod(interfaceMethod.GetGenericArguments())
            : implementation;
    }
}
