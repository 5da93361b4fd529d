using Microsoft.Extensions.Localization;
using PennaPay.Billy.Core.Links;
using PennaPay.Billy.Core.Sync.Questions;
using PennaPay.Billy.Web.Resources;

namespace PennaPay.Billy.Web.Components.Sync.Questions;

/// <summary>Questions, answers and fields in the user's language.</summary>
internal static class QuestionWords
{
    /// <summary>What people call a field of ours; a field without words keeps its name.</summary>
    public static string Field(this IStringLocalizer<SyncQuestionTexts> texts, string field) =>
        texts[$"Field.{field}"] is { ResourceNotFound: false } known ? known.Value : field;

    /// <summary>What the button of an answer says.</summary>
    public static string Answer(this IStringLocalizer<SyncQuestionTexts> texts, SyncQuestionKind kind, SyncAnswer answer) => answer switch
    {
        SyncAnswer.Create or SyncAnswer.Leave or SyncAnswer.Delete => texts[$"Answer.{answer}.{kind}"],
        _ => texts[$"Answer.{answer}"],
    };

    /// <summary>What is asked about, in a few words.</summary>
    public static string Subject(this IStringLocalizer<SyncQuestionTexts> texts, OpenQuestion open) =>
        open.Field is null ? open.Question.Title : $"{texts.Field(open.Field)}, {open.Question.Title}";

    /// <summary>Our record's page; null while there is none.</summary>
    public static string? Href(RecordKind kind, Guid? local) =>
        local is { } id ? $"/{(kind == RecordKind.Product ? "products" : "customers")}/{id}" : null;
}
