using Microsoft.Extensions.Localization;
using PennaPay.Billy.Core.Links;
using PennaPay.Billy.Core.Records.CustomFields;
using PennaPay.Billy.Core.Sync;
using PennaPay.Billy.Core.Sync.Fields;
using PennaPay.Billy.Core.Sync.Questions;
using PennaPay.Billy.Web.Resources;

namespace PennaPay.Billy.Web.Components.Sync.Questions;

/// <summary>Questions, answers and fields in the user's language.</summary>
internal static class QuestionWords
{
    /// <summary>What people call a field of ours; a field without words keeps its name.</summary>
    public static string Field(this IStringLocalizer<SyncQuestionTexts> texts, string field, CustomFieldNames? own = null) =>
        CustomFieldKey.IsOne(field) ? OwnFieldWords.NameOf(own?.Of(field), texts)
        : texts[SyncField.NameIn(field) is var name && name != field ? $"Field.{name}.One" : $"Field.{field}"] is { ResourceNotFound: false } known ? known.Value : field;

    /// <summary>What people call the field that a question is about.</summary>
    public static string Field(this IStringLocalizer<SyncQuestionTexts> texts, OpenQuestion open) =>
        open.Field is { } field && CustomFieldKey.IsOne(field) ? OwnFieldWords.NameOf(open.OwnField, texts) : texts.Field(open.Field ?? "");

    /// <summary>What the button of an answer says.</summary>
    public static string Answer(this IStringLocalizer<SyncQuestionTexts> texts, SyncQuestionKind kind, SyncAnswer answer) => answer switch
    {
        SyncAnswer.Create or SyncAnswer.Leave or SyncAnswer.Delete => texts[$"Answer.{answer}.{kind}"],
        _ => texts[$"Answer.{answer}"],
    };

    /// <summary>What is asked about, in a few words.</summary>
    public static string Subject(this IStringLocalizer<SyncQuestionTexts> texts, OpenQuestion open) =>
        open.Field is null ? open.Question.Title : $"{texts.Field(open)}, {open.Question.Title}";

    /// <summary>The same for one question, whose records may have words of their own.</summary>
    public static string Answer(this IStringLocalizer<SyncQuestionTexts> texts, SyncQuestion question, SyncAnswer answer) =>
        texts[$"Answer.{answer}.{question.Kind}.{question.Module}"] is { ResourceNotFound: false } own ? own.Value : texts.Answer(question.Kind, answer);

    /// <summary>Our record's page; null while there is none.</summary>
    public static string? Href(RecordKind kind, Guid? local) => local is not { } id ? null : kind switch
    {
        RecordKind.Product => $"/products/{id}",
        RecordKind.Invoice => $"/invoices/{id}",
        _ => $"/customers/{id}",
    };

    /// <summary>The same by the module that the record is of.</summary>
    public static string? Href(SyncModule module, Guid? local) => Href(module.KindOf(), local);
}
